import Base
import Database
import Domain
import Ground
import Web

/// What is done to a machine, on its page (`workshop/_work`).
struct BenchWorkCard: Sendable {
    struct Diagnosing: Sendable {
        let action: String
        let fields: [Field]
        let offers: [Offer]
    }

    /// What is suggested under one field.
    struct Offer: Sendable {
        let id: String
        let codes: [String]
    }

    struct Timing: Sendable {
        let action: String
        let isRunning: Bool
        let minutes: Field
        let note: Field
    }

    struct Sending: Sendable {
        let action: String
        let fields: [Field]
        let isBack: Bool
        let isOpen: Bool
    }

    let version: String
    let found: [Fact]
    let hasFound: Bool
    let diagnosing: Diagnosing?
    let sum: String
    let standard: String?
    let times: [String]
    let hasTimes: Bool
    let timing: Timing?
    let outside: [String]
    let hasOutside: Bool
    let sending: Sending?
    let errors: FormErrors?

    /// - Parameter typed: the form that was refused.
    static func card(
        _ item: BenchItemRow, _ job: JobRow, typed: (any Sendable)?, _ context: CompanyContext, _ tx: Transaction
    ) throws -> PageCard {
        let times = try BenchWorkStore.times(of: item.id, tx)
        let minutes = try BenchWorkStore.minutes(of: item.id, tx)
        let outside = try BenchWorkStore.outside(of: item.id, tx)
        let codes = try FaultCodeStore.offered(for: job.group, tx)
        let standard = try context.company.fittings[WorkshopSlots.standards].compactMap { try $0(job, tx) }.first
        let mayWork =
            context.may(BenchWorkRoutes.time)
            && (try? MayWorkOnBench(context.actor, item.state, technician: item.technician)) != nil
        return PageCard(
            "workshop/_work", at: .main,
            BenchWorkCard(
                item, times, minutes, standard, outside, codes, mayWork: mayWork, typed: typed, context))
    }

    private init(
        _ item: BenchItemRow, _ times: [BenchTimeRow], _ minutes: Int, _ standard: Int?, _ outside: [OutsideRow],
        _ codes: [FaultCodeRow], mayWork: Bool, typed: (any Sendable)?, _ context: CompanyContext
    ) {
        let (reader, words, currency) = (context.reader, context.words, context.company.currency)
        version = String(item.version)
        found = [("symptom", item.symptom), ("cause", item.cause), ("remedy", item.remedy)].filter { !$0.1.isEmpty }
            .map { Fact(label: words("workshop.\($0.0)"), value: $0.1) }
        hasFound = !found.isEmpty
        let diagnosing = mayWork ? Self.diagnosing(item, codes, typed as? DiagnosisForm, context) : nil
        self.diagnosing = diagnosing
        sum = words("workshop.minutes", reader.number(minutes))
        self.standard = standard.map { words("workshop.standard", reader.number($0)) }
        self.times = times.map { time in
            let length =
                time.minutes.map { words("workshop.minutes", reader.number($0)) } ?? words("workshop.time.running")
            return [time.name.isolated, reader.dateTime(time.startedAt ?? time.madeAt), length, time.note]
                .filter { !$0.isEmpty }.joined(separator: " · ")
        }
        hasTimes = !times.isEmpty
        let isRunning = times.contains { $0.minutes == nil && $0.person == context.actor.person }
        let timing = mayWork ? Self.timing(item, isRunning: isRunning, typed as? TimeForm, context) : nil
        self.timing = timing
        self.outside = outside.map { row in
            [
                row.shop.isolated, words("workshop.outside.sent_on", reader.day(row.sentOn)),
                row.backOn.map { words("workshop.outside.back_on", reader.day($0)) }
                    ?? row.dueOn.map { words("workshop.outside.due_on", reader.day($0)) } ?? "",
                row.price == 0 ? "" : reader.money(Money(row.price, currency)), row.note,
            ].filter { !$0.isEmpty }.joined(separator: " · ")
        }
        hasOutside = !outside.isEmpty
        let isOut = outside.contains { $0.backOn == nil }
        let sending = mayWork ? Self.sending(item, isOut: isOut, typed, context) : nil
        self.sending = sending
        errors = FormErrors(
            (diagnosing?.fields ?? []) + [timing?.minutes, timing?.note].compactMap(\.self) + (sending?.fields ?? []))
    }

    private static func diagnosing(
        _ item: BenchItemRow, _ codes: [FaultCodeRow], _ form: DiagnosisForm?, _ context: CompanyContext
    ) -> Diagnosing {
        let reader = context.reader
        let typed =
            form ?? DiagnosisForm(FormBody(["symptom": item.symptom, "cause": item.cause, "remedy": item.remedy]))
        let inputs: [(Input<String>, FaultKind)] = [
            (typed.symptom, .symptom), (typed.cause, .cause), (typed.remedy, .remedy),
        ]
        return Diagnosing(
            action: context.paths(BenchWorkRoutes.diagnosis, item.number),
            fields: inputs.map { input, kind in
                Field(input, label: "workshop.\(kind.rawValue)", for: reader).with {
                    $0.list = "offered-\(kind.rawValue)"
                }
            },
            offers: inputs.map { _, kind in
                Offer(
                    id: "offered-\(kind.rawValue)", codes: codes.filter { $0.kind == kind }.map { reader.fault($0) })
            })
    }

    private static func timing(
        _ item: BenchItemRow, isRunning: Bool, _ form: TimeForm?, _ context: CompanyContext
    ) -> Timing {
        let typed = form ?? TimeForm(FormBody([:]))
        return Timing(
            action: context.paths(BenchWorkRoutes.time, item.number), isRunning: isRunning,
            minutes: Field(typed.minutes, label: "workshop.time.minutes", for: context.reader).with {
                ($0.direction, $0.inputMode) = ("ltr", "numeric")
                if form == nil { $0.error = nil }
            }, note: Field(typed.note, label: "workshop.time.note", for: context.reader).with { $0.id = "f-time-note" })
    }

    private static func sending(
        _ item: BenchItemRow, isOut: Bool, _ typed: (any Sendable)?, _ context: CompanyContext
    ) -> Sending {
        let (reader, today) = (context.reader, context.today)
        if isOut {
            let form = typed as? BackForm
            let back = form ?? BackForm(FormBody([:]), today: today, reader.clock.calendar)
            let fields = [
                Field(back.day, label: "workshop.outside.back", for: reader).asDay(to: today),
                Field(back.price, label: "workshop.outside.price", for: reader).asMoney(reader),
            ].map { $0.with { if form == nil { $0.error = nil } } }
            return Sending(
                action: context.paths(BenchWorkRoutes.back, item.number), fields: fields, isBack: true,
                isOpen: true)
        }
        let form = typed as? OutsideForm
        let out = form ?? OutsideForm(FormBody([:]), today: today, reader.clock.calendar)
        let fields = [
            Field(out.shop, label: "workshop.outside.shop", for: reader),
            Field(out.sent, label: "workshop.outside.sent", for: reader).asDay(to: today),
            Field(out.due, label: "workshop.outside.due", for: reader).asDay(from: today),
            Field(out.price, label: "workshop.outside.price", for: reader).asMoney(reader),
            Field(out.note, label: "workshop.note", for: reader),
        ].map { $0.with { if form == nil { $0.error = nil } } }
        return Sending(
            action: context.paths(BenchWorkRoutes.outside, item.number), fields: fields, isBack: false,
            isOpen: form != nil || item.state == .outside)
    }
}
