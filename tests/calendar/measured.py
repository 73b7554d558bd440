"""What the linter does with files, measured: each in a process of its own, forked from one that has imported everything.

Arguments: files. Standard output: for each a line of JSON with the seconds of CPU it took, the most memory the process ever
had, in MB, and the rules it found broken; or with what it died of.
"""

import json
import os
import resource
import signal
import sys
from pathlib import Path

from bot.calendar.check import check

LONGEST = 5  # seconds of CPU; what takes as long has failed
GOOD = Path(__file__).parent.parent / "ics" / "good-request.eml"


def measured(path: Path) -> dict[str, object]:
    reads, writes = os.pipe()
    child = os.fork()
    if not child:
        os.close(reads)
        with os.fdopen(writes, "w") as answer:
            json.dump(judged(path), answer)
        os._exit(0)
    os.close(writes)
    with os.fdopen(reads) as answer:
        said = answer.read()
    _, status = os.waitpid(child, 0)
    return json.loads(said) if said else {"died": signal.Signals(os.WTERMSIG(status)).name}


def judged(path: Path) -> dict[str, object]:
    resource.setrlimit(resource.RLIMIT_CPU, (LONGEST, LONGEST))
    try:
        rules = sorted({finding.rule for finding in check(path.read_bytes())})
    except Exception as error:  # noqa: BLE001  the test tells
        return {"died": repr(error)[:200]}
    used = resource.getrusage(resource.RUSAGE_SELF)
    return {"seconds": used.ru_utime + used.ru_stime, "megabytes": peak(), "rules": rules}


def peak() -> int:
    """Not ru_maxrss: that is inherited from the process that started this one."""
    [line] = [
        line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM:")
    ]
    return int(line.split()[1]) // 1024


check(GOOD.read_bytes())  # time-zone data is read once
for name in sys.argv[1:]:
    sys.stdout.write(json.dumps(measured(Path(name))) + "\n")
