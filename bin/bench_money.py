"""What `bin/bench --parts money` measures: how fast fees are priced, and the pages and runs of a finance department."""
import csv
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "Samples/arman"
JOBS = 100_000
RUNS = 3
# A rule that no job of the samples meets: what is left is reading the file and writing nothing.
NOTHING = "code,component,dealer,method,amount\nNONE,labour,NOBODY,fixed,1\n"


def pricing(program, folder):
    """Jobs of a file priced in a second on one core, and without reading the file; lines of the report."""
    jobs, nothing = Path(folder) / "jobs.csv", Path(folder) / "nothing.csv"
    write_jobs(jobs)
    nothing.write_text(NOTHING)
    whole = best(program, SAMPLES / "tariff.csv", jobs)
    reading = best(program, nothing, jobs)
    rules = len((SAMPLES / "tariff.csv").read_text().splitlines()) - 1
    return [
        f"`kardan fees quote` of {JOBS:,} jobs by a tariff of {rules} rules: {whole:.2f} s of one core, which is "
        f"{JOBS / whole:,.0f} jobs/s with reading the file and writing the lines; the same file by a tariff that prices "
        f"nothing {reading:.2f} s, so pricing and writing alone {JOBS / (whole - reading):,.0f} jobs/s."]


def write_jobs(path):
    """The sample's jobs again and again, each time with numbers and households of their own."""
    with open(SAMPLES / "finished_jobs.csv", encoding="utf-8-sig", newline="") as file:
        header, *jobs = csv.reader(file)
    number, household = header.index("number"), header.index("household")
    with open(path, "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        for place in range(JOBS):
            turn, job = place // len(jobs), list(jobs[place % len(jobs)])
            job[number] += f"-{turn}"
            job[household] += f"-{turn}" if job[household] else ""
            writer.writerow(job)


def best(program, tariff, jobs):
    """Seconds of processor time of the cheapest of some runs; the program prices on one core."""
    def once():
        quote = subprocess.Popen(
            [program, "fees", "quote", "--tariff", tariff, "--jobs", jobs, "--output", os.devnull], cwd=ROOT)
        _, status, used = os.wait4(quote.pid, 0)
        if status:
            sys.exit(f"bench: kardan fees quote ended with {status}")
        return used.ru_utime + used.ru_stime
    return min(once() for _ in range(RUNS))
