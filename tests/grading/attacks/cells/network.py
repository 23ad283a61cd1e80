"""Connects to everything: loopback, the machine's own addresses, names, metadata services, VM and Bluetooth sockets.

Would fetch answers, send the course's files away, or reach the grader's own services.

Plain nbgrader: not run there, since nothing confines it: it would connect to other machines.
"""

# %%
import socket

for address in (("127.0.0.1", 8888), ("127.0.0.1", 22), ("169.254.169.254", 80), ("10.0.0.1", 80), ("8.8.8.8", 53)):
    try:
        socket.create_connection(address, 0.3)
        print("LEAK" + "ED", address)
    except OSError:
        pass
try:
    socket.getaddrinfo("example.org", 80)
    print("LEAK" + "ED", "a name")
except OSError:
    pass
for family in ("AF_VSOCK", "AF_ALG", "AF_PACKET", "AF_BLUETOOTH", "AF_CAN", "AF_TIPC", "AF_RDS", "AF_KEY"):
    try:
        socket.socket(getattr(socket, family, 15), socket.SOCK_RAW if family in ("AF_PACKET", "AF_KEY") else 1)
        print("LEAK" + "ED", family)
    except OSError:
        try:
            socket.socket(getattr(socket, family, 15), socket.SOCK_SEQPACKET)
            print("LEAK" + "ED", family)
        except OSError:
            pass
