import Domain
import Ground

/// Moments at which people may be called.
struct SurveyMoments: Sendable {
    let pace: SurveyPace
    let clock: CompanyClock

    init(_ pace: SurveyPace, _ clock: CompanyClock) { (self.pace, self.clock) = (pace, clock) }

    func minute(of now: Instant) -> Int {
        let time = clock.timeOfDay(of: now)
        return time.hour * 60 + time.minute
    }

    /// The first one from then on.
    func open(at now: Instant) -> Instant {
        let (minute, moment) = (minute(of: now), pace.open(at: minute(of: now)))
        return moment == SurveyPace.Moment(days: 0, minute: minute) ? now : instant(moment, from: now)
    }

    func isOpen(at now: Instant) -> Bool { open(at: now) == now }

    func instant(_ moment: SurveyPace.Moment, from now: Instant) -> Instant {
        clock.instant(
            clock.day(of: now).adding(days: moment.days), hour: moment.minute / 60, minute: moment.minute % 60)
    }
}
