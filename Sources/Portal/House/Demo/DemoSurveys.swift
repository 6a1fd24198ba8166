import Care
import Database
import Domain
import Ground
import Web
import Work

/// Two months of calls after jobs, day by day as an agent makes them: with all that can come of a call.
struct DemoSurveys: Sendable {
    let company: OpenCompany
    let words: Words
    let now: Instant

    private static let days = 62
    private static let callsADay = 8
    /// Nobody has called lately, so that some wait.
    private static let quietDays = 5
    private static let watched = 5
    private static let rated = 12
    private static let results: [SurveyResult] = [
        .complete, .complete, .noAnswer, .complete, .complete, .busy, .complete, .partial, .complete, .complete,
        .machine,
        .complete, .complete, .callBack, .complete, .refusal, .complete, .complete, .wrongNumber, .complete, .breakOff,
        .complete, .other, .complete, .notWorking, .complete, .complete,
    ]
    /// Stars for the work and for the person, what he would recommend, what he said.
    private static let opinions: [(work: Int, person: Int, recommend: Int, words: String)] = [
        (5, 5, 10, "سر وقت آمد و کار را تمیز انجام داد."), (5, 4, 9, ""), (4, 5, 9, "راضی هستم."), (5, 5, 10, ""),
        (4, 4, 8, ""), (3, 4, 6, "دو بار نوبت عوض شد."), (5, 5, 10, "خیلی خوب توضیح داد."), (4, 5, 8, ""),
        (5, 5, 9, ""), (2, 3, 4, "یک هفته منتظر قطعه ماندم."), (5, 4, 9, ""), (4, 4, 7, ""),
        (1, 2, 1, "دوباره خراب شد و کسی جواب نداد."), (5, 5, 10, ""), (4, 5, 9, "خوب بود."),
    ]

    func run() async throws {
        let company = company
        try await company.write { tx in
            let office = try DemoList.actors(tx).office
            guard let agent = office[.surveyAgent], let manager = office[.serviceManager] else { return }
            try addRules(by: manager.person, tx)
            guard let version = try SurveyScriptStore.newest(tx)?.id else { return }
            var made = 0
            for back in (0..<Self.days).reversed() {
                let day = company.clock.day(of: now).adding(days: -back)
                try call(on: day, back < Self.quietDays ? 0 : Self.callsADay, by: agent, version, &made, tx)
            }
            try sort(by: agent.person, tx)
            if let reception = office[.reception] { try rate(by: reception.person, tx) }
        }
    }

    /// Of few dealers many are asked, so that there is something to say of them; of all others some.
    private func addRules(by manager: ID<Person>, _ tx: Transaction) throws {
        try SurveyRuleStore.add(
            SurveyRuleFacts(name: "همه کارها", sample: SurveySample(share: 4, least: 0)), by: manager, tx)
        for dealer in try DemoList.busiest(limit: Self.watched, tx) {
            try SurveyRuleStore.add(
                SurveyRuleFacts(
                    name: "پایش \(dealer.code)", dealer: dealer.id, sample: SurveySample(share: 100, least: 10)),
                by: manager, tx)
        }
    }

    /// Two of three things that were said are sorted, as their words suggest it.
    private func sort(by agent: ID<Person>, _ tx: Transaction) throws {
        let topics = try SurveyTopicStore.all(tx)
        for (place, said) in try SurveyTopicStore.unsorted(limit: 1_000, tx).enumerated() where place % 3 < 2 {
            let fitting = topics.filter { SurveyTopicWords($0.words).suits(said.words) }.map(\.id)
            try SurveyTopicStore.sort(said.id, at: said.version, under: fitting, by: agent, tx)
        }
    }

    /// Customers of the last days who have answered by text message before anybody called.
    private func rate(by reception: ID<Person>, _ tx: Transaction) throws {
        let since = now.adding(seconds: -2 * 86_400)
        for (place, job) in try DemoList.jobs(doneSince: since, limit: Self.rated, tx).enumerated() {
            _ = try JobLinkStore.path(.rate, of: job, by: reception, in: company, tx)
            _ = try JobAnswerStore.rate(Self.opinions[place % Self.opinions.count].work, job, in: company, tx)
        }
    }

    private func call(
        on day: CalendarDay, _ count: Int, by agent: Actor, _ version: ID<SurveyVersion>, _ made: inout Int,
        _ tx: Transaction
    ) throws {
        let morning = company.clock.instant(day, hour: 10, minute: 20)
        guard morning < now else { return }
        try SurveyChoiceStore.decideAll(in: company, tx.at(morning))
        for turn in 0..<count {
            let at = company.clock.instant(day, hour: 10 + turn, minute: 20)
            guard at < now else { return }
            let then = tx.at(at)
            guard let id = try SurveyStore.take(by: agent, in: company, then) else { continue }
            let result = Self.results[made % Self.results.count]
            let (words, note) = (
                Self.opinions[made % Self.opinions.count].words, made % 9 == 4 ? "صدای مشتری خسته بود." : ""
            )
            try SurveyCallStore.record(
                SurveyCall(
                    result, version: version, answers: result.hasAnswers ? answers(made, result) : [:],
                    words: result.hasAnswers ? words : "", note: note,
                    again: result == .callBack ? at.adding(seconds: 2 * 3_600) : nil, subject: subject),
                about: id, at: SurveyStore.find(id, then).version, by: agent, in: company, then)
            made += 1
        }
    }

    /// To the questions that a company begins with.
    private func answers(_ made: Int, _ result: SurveyResult) -> [Int: String] {
        guard made % 61 != 60 else { return [1: SurveyQuestion.no] }
        let said = Self.opinions[made % Self.opinions.count]
        let first = [1: SurveyQuestion.yes, 2: String(said.work), 3: String(said.person)]
        guard result == .complete else { return first }
        let rest = [
            4: said.person > 3 ? SurveyQuestion.yes : SurveyQuestion.no,
            5: made % 47 == 46 ? SurveyQuestion.yes : SurveyQuestion.no, 7: String(said.recommend),
        ]
        return first.merging(rest) { $1 }
    }

    private var subject: SurveyCall.Subject {
        let words = words
        return { score, job in
            words("surveys.complaint.subject", Digits.persian("\(score / 10)٫\(score % 10)"), job)
        }
    }
}
