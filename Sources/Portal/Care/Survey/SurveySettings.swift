import Database
import Domain
import Ground

/// When a company calls its customers, how often, and what follows a bad score.
struct SurveySettings: Equatable, Sendable {
    /// Days after the end of a job, before nobody calls and after which nobody calls any more.
    var afterDays = 3
    var untilDays = 15
    /// Nobody is called again within so many months; 0: whenever a job of his ends.
    var restMonths = 6
    /// Minutes of the day.
    var from = 480
    var to = 1_200
    var mostADay = 2
    var mostFailures = 3
    /// Up to so many tenths a score is bad, and a complaint is made of it.
    var bad: Int64 = 25
    /// Days for whoever has that complaint.
    var dueDays = 3
    /// Whether what a dealer earns by a job waits for the call about it, until its days are over (view `pay_hold`).
    var holdsPay = false
    /// Whether it waits as long as the complaint of a bad score is open.
    var holdsBad = false

    static let event = "settings"
    static let scores: ClosedRange<Int64> = 10...50

    init() {}

    init(_ tx: Transaction) throws {
        let all = try SettingStore.all(tx)
        func number(_ name: String, _ usual: Int) -> Int { all["survey_\(name)"].flatMap { Int($0) } ?? usual }
        afterDays = number("after_days", afterDays)
        untilDays = number("until_days", untilDays)
        restMonths = number("rest_months", restMonths)
        from = number("from", from)
        to = number("to", to)
        mostADay = number("a_day", mostADay)
        mostFailures = number("failures", mostFailures)
        bad = Int64(number("bad", Int(bad)))
        dueDays = number("due_days", dueDays)
        holdsPay = number("hold", 0) == 1
        holdsBad = number("hold_bad", 0) == 1
    }

    var pace: SurveyPace {
        get throws { try SurveyPace(from: from, to: to, mostADay: mostADay, mostFailures: mostFailures) }
    }

    func set(by person: ID<Person>, _ tx: Transaction) throws {
        let before = try SurveySettings(tx)
        for (name, value) in texts { try SettingStore.set("survey_\(name)", value, tx) }
        let event = Event(
            Self.event, of: EventSubject("setting"), in: SurveyScriptStore.room, from: before.texts, to: texts)
        if event.changesSomething { try EventStore.add(event, by: person, tx) }
    }

    var texts: [String: String] {
        [
            "after_days": String(afterDays), "until_days": String(untilDays), "rest_months": String(restMonths),
            "from": String(from), "to": String(to), "a_day": String(mostADay), "failures": String(mostFailures),
            "bad": String(bad), "due_days": String(dueDays),
            "hold": holdsPay ? "1" : "0", "hold_bad": holdsBad ? "1" : "0",
        ]
    }
}
