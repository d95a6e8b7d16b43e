"""A program to measure and the tree it was built from; the old commit that a run is compared with."""
import os, shutil, subprocess

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


class Program:
    def __init__(self, name, tree, binary=None):
        self.name, self.tree = name, tree
        self.binary = binary or os.path.join(tree, ".build", "release", "larder")

    def builds(self):
        """The lines by which a clean debug and a clean release are built, the latter as that tree's own make does it."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
        recipe = subprocess.run(
            ["make", "--dry-run", "run"], cwd=self.tree, env=environment, check=True, capture_output=True, text=True).stdout
        release, = [line for line in recipe.splitlines() if line.startswith("swift build ")]
        return "swift build --product larder", release


def built(base):
    """The program of another commit, in a work tree under tmp/ that keeps what it has built; or that of a tree."""
    if os.path.isdir(base):
        return Program("base", os.path.abspath(base))
    tree = os.path.join(ROOT, "tmp", "base")
    if os.path.exists(tree):
        git("-C", tree, "checkout", "--quiet", "--detach", base)
    else:
        git("worktree", "prune")
        git("worktree", "add", "--quiet", "--detach", tree, base)
    # The same packages as here, as far as that commit asks for them.
    shutil.copy(os.path.join(ROOT, "Package.resolved"), tree)
    program = Program("base", tree)
    print(f"Building {base} in tmp/base.", flush=True)
    subprocess.run(program.builds()[1], shell=True, cwd=tree, check=True, stdout=subprocess.DEVNULL)
    return program


def git(*words):
    subprocess.run(["git", *words], cwd=ROOT, check=True)
