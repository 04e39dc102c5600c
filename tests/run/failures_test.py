#!/usr/bin/env python3
"""Runs that meet a full disk, a read-only folder, a memory limit, closed streams or signals leave no part behind, say
what is wrong, and can be resumed from what they have kept.

usage: failures_test.py KILLSHOT
"""
import contextlib
import os
import pathlib
import resource
import signal
import subprocess
import tempfile

from runs import (PART, command, digest, digest_in, leftovers, main_with, run, shards_of, start, wait_until,
                  write_scenarios)


@contextlib.contextmanager
def small_disk(folder, size, options=""):
    """A file system of `size` bytes; None where this user cannot mount one."""
    mount = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}{options}", "killshot-test", folder],
                           capture_output=True, text=True)
    try:
        yield None if mount.returncode else folder
    finally:
        if not mount.returncode:
            subprocess.run(["umount", folder], check=True)


def check_full_disk(killshot, folder):
    """From a disk that has no room at all to one that has room for the result, but not for shards beside it."""
    file = write_scenarios(folder, 40, 1000)
    expected = digest(run(killshot, [file, "-o", folder / "whole.h5", "--quiet"]))
    whole = (folder / "whole.h5").stat().st_size
    disk = folder / "disk"
    disk.mkdir()
    n_full, n_kept = 0, 0
    for size in (4096, whole // 8, whole // 2, whole - 65536, 4 * whole):
        with small_disk(disk, size) as mounted:
            if mounted is None:
                print("full disk: skipped (this user cannot mount a file system)")
                return
            outcome = run(killshot, [file, "-o", disk / "a.h5", "--quiet"])
            if outcome.returncode == 0:
                assert digest(outcome) == expected and digest_in(disk / "a.h5") == expected
                continue
            n_full += 1
            assert outcome.returncode == 1, outcome
            assert "No space left on device" in outcome.stderr and "make room" in outcome.stderr, outcome.stderr
            assert not (disk / "a.h5").exists() and not leftovers(disk), leftovers(disk)
            kept = len(shards_of(disk / "a.h5")) > 0
            assert kept == ("finished work is kept in" in outcome.stderr), outcome.stderr
            if kept:
                n_kept += 1
                subprocess.run(["mount", "-o", f"remount,size={4 * whole}", disk], check=True)
                assert digest(run(killshot, [file, "-o", disk / "a.h5", "--quiet", "--resume"])) == expected
    assert n_full >= 3
    print(f"full disk: {n_full} runs fail, {n_kept} of them keep shards and are resumed")


def check_file_size_limit(killshot, folder):
    output = folder / "limited.h5"
    outcome = run(killshot, ["--paths", "2000", "-o", output, "--quiet"],
                  preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)))
    assert outcome.returncode == 1, outcome
    assert f"{output}: cannot be written (File too large)" in outcome.stderr, outcome.stderr
    assert not output.exists() and not leftovers(folder), leftovers(folder)
    print("limit of the file size: a message and nothing left")


def check_read_only(killshot, folder):
    """Refused before a path is run: this many would take days."""
    endless = ["--paths", "1000000000000", "--quiet"]
    place = folder / "read_only"
    place.mkdir()
    if os.geteuid() != 0:
        place.chmod(0o555)
        outcome = run(killshot, [*endless, "-o", place / "a.h5"])
        assert outcome.returncode == 1 and "Permission denied" in outcome.stderr, outcome
        print("read-only folder: refused at once")
        return
    with small_disk(place, 65536, ",ro") as mounted:
        if mounted is None:
            print("read-only folder: skipped (this user may write anywhere and mount nothing)")
            return
        outcome = run(killshot, [*endless, "-o", place / "a.h5"])
        assert outcome.returncode == 1 and "Read-only file system" in outcome.stderr, outcome
    print("read-only folder: refused at once")


def check_memory_limit(killshot, folder):
    with open(killshot, "rb") as program:
        if b"__asan_init" in program.read():
            print("memory limit: skipped (AddressSanitizer needs terabytes of address space)")
            return
    n_refused, n_run = 0, 0
    for megabytes in (50, 80, 110, 140, 170, 200, 230, 260, 300, 400):
        limit = megabytes << 20
        output = folder / f"memory_{megabytes}.h5"
        outcome = run(killshot, ["--paths", "4096", "-o", output, "--quiet", "--threads", "2"],
                      preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)))
        if outcome.returncode == 127:  # the program cannot even be loaded
            continue
        n_refused, n_run = n_refused + (outcome.returncode == 1), n_run + (outcome.returncode == 0)
        assert outcome.returncode in (0, 1), outcome
        assert "libgcc_s" not in outcome.stderr and "HDF5-DIAG" not in outcome.stderr, outcome.stderr
        assert output.exists() == (outcome.returncode == 0) and not leftovers(folder), leftovers(folder)
        if outcome.returncode == 1:
            assert outcome.stderr.strip(), "an error says what is wrong"
    assert n_refused > 0 and n_run > 0
    print(f"memory limit: {n_refused} runs end with a message, {n_run} complete")


def check_closed_streams(killshot, folder):
    expected = digest(run(killshot, ["--paths", "2000", "-o", folder / "open.h5", "--quiet"]))
    output = folder / "closed.h5"
    for closed in ("<&-", ">&-", "2>&-", "<&- >&-", "<&- 2>&-", ">&- 2>&-", "<&- >&- 2>&-"):
        words = " ".join(command(killshot, ["--paths", "2000", "-o", output, "--quiet"]))
        outcome = subprocess.run(["sh", "-c", f"exec {words} {closed}"], capture_output=True, timeout=120)
        assert outcome.returncode == (1 if " >&-" in f" {closed}" else 0), f"{closed}: {outcome}"
        assert digest_in(output) == expected, f"{closed}: what was printed has damaged the result"
        output.unlink()
        assert not leftovers(folder), f"{closed}: {leftovers(folder)}"
    # What is printed would go into a file that has taken a stream's number.
    words = " ".join(command(killshot, ["--paths", "1000000000000", "-o", output, "--quiet"]))
    process = subprocess.Popen(["sh", "-c", f"exec {words} <&- >&- 2>&-"])
    wait_until(lambda: process.poll() is not None or output.with_name(output.name + PART).exists())
    links = [pathlib.Path(f"/proc/{process.pid}/fd/{number}") for number in range(3)]
    streams = [os.readlink(link) if link.is_symlink() else "closed" for link in links]
    process.terminate()
    process.wait(timeout=60)
    assert streams == ["/dev/null"] * 3, streams
    print("closed streams: the result is whole, and a run that cannot print its table exits with 1")


def check_signals(killshot, folder):
    file = write_scenarios(folder, 60, 3000)
    expected = digest(run(killshot, [file, "-o", folder / "signals.h5", "--quiet"]))
    output = folder / "signalled.h5"
    resume = []
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        process = start(killshot, [file, "-o", output, "--quiet", "--threads", "1", "--isa", "scalar", *resume])
        before = shards_of(output)
        wait_until(lambda: process.poll() is not None or
                   (output.with_name(output.name + PART).exists() and shards_of(output) != before))
        process.send_signal(number)
        message = process.communicate(timeout=60)[1]
        assert process.returncode == -number, (process.returncode, message)
        assert not output.exists() and not leftovers(folder), leftovers(folder)
        assert shards_of(output), "shards stay"
        resume = ["--resume"]
    assert digest(run(killshot, [file, "-o", output, "--quiet", "--resume"])) == expected
    print("signals: SIGTERM, SIGINT and SIGHUP leave shards and no part")


def main():
    (killshot,) = main_with(__doc__, 1, 1)
    for check in (check_full_disk, check_file_size_limit, check_read_only, check_memory_limit, check_closed_streams,
                  check_signals):
        with tempfile.TemporaryDirectory(prefix="killshot-failures-") as folder:
            check(killshot, pathlib.Path(folder))


if __name__ == "__main__":
    main()
