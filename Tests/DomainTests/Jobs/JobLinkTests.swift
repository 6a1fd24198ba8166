import Domain
import Testing

@Suite("A link to a job")
struct JobLinkTests {
    @Test(
        "opens for its purpose, until its end, unless it was taken back, and says why to nobody",
        arguments: [(99, false, true), (100, false, false), (101, false, false), (99, true, false)]
            as [(Int64, Bool, Bool)])
    func opens(now: Int64, isRevoked: Bool, opens: Bool) {
        do {
            _ = try MayOpenLink(
                .track, for: .track, until: Instant(seconds: 100), isRevoked: isRevoked, at: Instant(seconds: now))
            #expect(opens)
        } catch {
            #expect(!opens && error.key == "tracking.over")
        }
    }

    @Test(
        "shows a job's way without what the company does within itself",
        arguments: [
            (.received, .received), (.offered, .received), (.accepted, .assigned), (.scheduled, .scheduled),
            (.underWay, .underWay), (.done, .done), (.closed, .done), (.returned, nil), (.cancelled, nil),
        ] as [(JobState, TrackStep?)])
    func steps(state: JobState, step: TrackStep?) {
        #expect(TrackStep(state) == step)
    }

    @Test("leaves out what a job did not go through, or went before it was begun anew")
    func way() {
        func at(_ seconds: Int64) -> Instant { Instant(seconds: seconds) }
        let straight: [TrackStep: Instant] = [.received: at(1), .assigned: at(2), .underWay: at(3)]
        #expect(TrackStep.way(to: .underWay, since: straight) == [.received, .assigned, .underWay, .done])
        let anew: [TrackStep: Instant] = [.received: at(1), .assigned: at(5), .scheduled: at(3), .underWay: at(6)]
        #expect(TrackStep.way(to: .underWay, since: anew) == [.received, .assigned, .underWay, .done])
        #expect(TrackStep.way(to: .received, since: anew) == TrackStep.allCases)
    }

    @Test("knows which steps are behind")
    func past() {
        #expect(TrackStep.received.isPast(at: .scheduled) && !TrackStep.scheduled.isPast(at: .scheduled))
        #expect(!TrackStep.done.isPast(at: .received))
    }
}
