#!/usr/bin/env python3
"""The day that `build/release/bench/twin single_queue` plays, with a Python simulator: one queue, 1,000 calls
an hour for ten hours, 80 agents, talks of 5 minutes and patience of 3 (all exponential), one seed.

    bench/peers/single_queue.py [simpy|ciw|SimPy]     default: the first that is there

Prints the same figures as the bench, one JSON object a line. Installs nothing: it says so when there is none.
simpy is version 3 or later; SimPy is version 2, as Debian packages it; ciw is version 2 or 3.
"""
import importlib
import json
import random
import sys
import time

HOURS, PER_HOUR, AGENTS, TALK_S, PATIENCE_S, WITHIN_S = 10, 1000, 80, 300.0, 180.0, 20.0
END = HOURS * 3600.0


class Counts:
    def __init__(self):
        self.calls = self.answered = self.within = self.left = self.left_within = 0
        self.busy_s = 0.0

    def answer(self, arrived, at, talk):
        self.answered += 1
        self.within += at - arrived <= WITHIN_S
        self.busy_s += max(0.0, min(at + talk, END) - at)

    def leave(self, arrived, at):
        self.left += 1
        self.left_within += at - arrived <= WITHIN_S


def with_simpy(counts):
    import simpy

    env = simpy.Environment()
    agents = simpy.Resource(env, AGENTS)

    def customer():
        arrived = env.now
        counts.calls += 1
        with agents.request() as turn:
            got = yield turn | env.timeout(random.expovariate(1 / PATIENCE_S))
            if turn not in got:
                return counts.leave(arrived, env.now)
            talk = random.expovariate(1 / TALK_S)
            counts.answer(arrived, env.now, talk)
            yield env.timeout(talk)

    def arrivals():
        while True:
            yield env.timeout(random.expovariate(PER_HOUR / 3600.0))
            if env.now >= END:
                return
            env.process(customer())

    env.process(arrivals())
    env.run()


def with_simpy_2(counts):
    from SimPy.Simulation import Process, Resource, Simulation, hold, release, request

    sim = Simulation()
    agents = Resource(capacity=AGENTS, sim=sim)

    class Customer(Process):
        def visit(self):
            arrived = sim.now()
            counts.calls += 1
            yield (request, self, agents), (hold, self, random.expovariate(1 / PATIENCE_S))
            if not self.acquired(agents):
                counts.leave(arrived, sim.now())
                return
            talk = random.expovariate(1 / TALK_S)
            counts.answer(arrived, sim.now(), talk)
            yield hold, self, talk
            yield release, self, agents

    class Arrivals(Process):
        def come(self):
            while True:
                yield hold, self, random.expovariate(PER_HOUR / 3600.0)
                if sim.now() >= END:
                    return
                one = Customer(sim=sim)
                sim.activate(one, one.visit())

    source = Arrivals(sim=sim)
    sim.activate(source, source.come())
    sim.simulate(until=END + 24 * 3600)


def with_ciw(counts):
    import ciw

    exponential = ciw.dists.Exponential
    network = ciw.create_network(
        arrival_distributions=[exponential(PER_HOUR / 3600.0)],
        service_distributions=[exponential(1 / TALK_S)],
        reneging_time_distributions=[exponential(1 / PATIENCE_S)],
        number_of_servers=[AGENTS],
    )
    day = ciw.Simulation(network)
    day.simulate_until_max_time(END)
    for one in day.get_all_records():
        counts.calls += 1
        if one.record_type == "renege":
            counts.leave(one.arrival_date, one.exit_date)
        else:
            counts.answer(one.arrival_date, one.service_start_date, one.service_time)


PEERS = {"simpy": with_simpy, "ciw": with_ciw, "SimPy": with_simpy_2}
# What tells the versions that are meant from others of the same name.
NEEDED = {"simpy": ("simpy", "Environment"), "ciw": ("ciw", "create_network"), "SimPy": ("SimPy.Simulation", "Simulation")}


def fault_of(name):
    """Why a peer cannot be used; None: it can."""
    if name not in PEERS:
        return "is no peer"
    module, member = NEEDED[name]
    try:
        there = importlib.import_module(module)
    except ImportError:
        return "is not installed"
    return None if hasattr(there, member) else f"is installed, but in a version without {module}.{member}"


def main():
    wanted = sys.argv[1:] or list(PEERS)
    faults = {name: fault_of(name) for name in wanted}
    peer = next((name for name in wanted if faults[name] is None), None)
    if peer is None:
        for name, fault in faults.items():
            print(f"{name}: {fault}", file=sys.stderr)
        return 2
    random.seed(1)
    counts = Counts()
    began = time.perf_counter()
    PEERS[peer](counts)
    seconds = time.perf_counter() - began
    level = counts.within / (counts.answered + counts.left - counts.left_within)
    for metric, value, unit in (
        ("single_queue_per_second", counts.calls / seconds, "contacts/s"),
        ("single_queue_service_level", level, "1"),
        ("single_queue_occupancy", counts.busy_s / (AGENTS * END), "1"),
    ):
        print(json.dumps({"bench": peer, "metric": metric, "value": round(value, 6), "unit": unit}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
