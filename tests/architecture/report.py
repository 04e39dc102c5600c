"""What the checks of this folder share: they print one line per violation."""
import pathlib
import sys


def report_on_tree(check_tree):
    """Checks the tree that the command line names, or this one; exits with 1 if there is any violation."""
    root = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parents[2]
    messages, n_files = check_tree(root)
    for message in messages:
        print(message)
    if n_files == 0:
        sys.exit(f"there are no source files in {root}; give the project's root")
    print(f"{n_files} files, {len(messages)} violations")
    sys.exit(1 if messages else 0)
