#!/bin/sh
exec python3 -c "held = b'x' * (1200 * 1024 * 1024); import time; time.sleep(1000)"
