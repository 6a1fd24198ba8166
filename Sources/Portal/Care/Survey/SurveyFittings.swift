import Base
import Database
import Domain
import Ground
import Web
import Work

/// What the room of surveys puts into the slots of others.
enum SurveyRoomFittings {
    static func add(to fittings: inout Fittings) {
        fittings.add(SurveyRuleStore.naming, to: EventSlots.subjects)
        fittings.add(SurveyTopicStore.naming, to: EventSlots.subjects)
        fittings.add(SurveyStore.naming, to: EventSlots.subjects)
        fittings.add(SurveyEventWording.wording, to: EventSlots.wordings)
        fittings.add(SurveyRun(), to: RunSlots.kinds)
        fittings.add(CardMaker(SurveyCard.ofJob), to: JobSlots.cards)
        fittings.add(CardMaker(UnitSurveys.card), to: UnitSlots.cards)
        fittings.add(SurveyStore.move, to: CustomerSlots.moves)
        fittings.add(SurveyDataStore.erasing, to: PrivacySlots.erasings)
        fittings.add({ try SurveyDataStore.dossier($0, $1, $2) }, to: PrivacySlots.dossier)
        fittings.add(
            { root, tx in try SurveyScriptStore.add(SurveyScriptStore.usual(root), after: nil, by: nil, tx) },
            to: CompanySlots.made)
        fittings.add({ root, tx in try SurveyTopicStore.addUsual(root, tx) }, to: CompanySlots.made)
        fittings.add(
            { job, _, _, tx in
                if job.before.customer != job.after.customer { try SurveyStore.drop(job.after.id, tx) }
            }, to: JobSlots.corrected)
        fittings.add({ try SurveyRatingStore.isAnswered($0, $1) }, to: TrackingSlots.answered)
        fittings.add({ try SurveyRatingStore.take($0, in: $1, $2) }, to: TrackingSlots.rated)
        fittings.add({ try SurveyHoldList.holds($0, $1, $2) }, to: JobSlots.holds)
        fittings.add({ try SurveyWaiting.count($0, $1) }, to: HomeSlots.waiting)
    }
}

/// How many calls wait, for those who make them.
enum SurveyWaiting {
    static func count(_ context: CompanyContext, _ tx: Transaction) throws -> [WaitingCount] {
        guard context.actor.has(.surveyAgent) else { return [] }
        let filter = SurveyFilter(Asked(), context.reader.clock.calendar).with { $0.tab = .waiting }
        let count = try SurveyList.count(filter, tx)
        let first = try SurveyList.slice(filter, size: WaitingCount.named, tx).lines.map { row in
            NamedWait(
                href: context.paths(SurveyRoutes.one, row.id), title: row.jobNumber,
                text: [row.customerName.isolated, row.dealerName.isolated].joined(separator: " · "),
                end: context.reader.day(row.completedOn))
        }
        return [
            WaitingCount(
                "surveys_due", .desk, count, at: filter.address(context.paths(SurveyRoutes.list)), first: first)
        ]
    }
}

/// What happened to a survey or a rule, for the history.
enum SurveyEventWording {
    static let wording = RoomWording("surveys") { happening, reader, _ in
        let words = reader.words
        func value(_ name: String, _ text: String) -> String {
            if text.isEmpty { return "–" }
            let key = "surveys.\(name).\(text)"
            return words.has(key) ? words(key) : reader.digits(text).isolated
        }
        func said(_ name: String, _ text: String) -> String {
            let key = "surveys.value.\(name)"
            return "\(words.has(key) ? words(key) : words("surveys.set.\(name)")): \(text)"
        }
        let arrow = reader.language == .fa ? " ← " : " → "
        let changes = Set(happening.before.keys).union(happening.after.keys).sorted().map { name in
            said(
                name,
                [happening.before[name], happening.after[name]].map { value(name, $0 ?? "") }.joined(separator: arrow))
        }
        let details = happening.detail.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }
            .map { said($0.key, value($0.key, $0.value)) }
        return (changes + details).joined(separator: words("list.semicolon"))
    }
}
