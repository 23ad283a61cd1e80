"""Leaves daemons behind: new sessions, double forks, ignored signals, threads.

Would go on working after the submission was graded.

Plain nbgrader: not run there, since nothing confines it: what it leaves has to be searched for.
"""

# %%
import os
import signal
import subprocess
import threading
import time

for _ in range(3):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
                signal.signal(number, signal.SIG_IGN)
            while True:
                time.sleep(1)
        os._exit(0)
subprocess.Popen("nohup setsid sleep 300 &", shell=True)
threading.Thread(target=time.sleep, args=(300,), daemon=False).start()
