import Base
import Database
import Domain
import Ground
import Web
import Work

/// The test of a machine, on the phone of whoever stands before it.
struct QualityControlPage: Page {
    struct Question: Sendable {
        let field: Field?
        let radios: Field?
        let photos: FileField?
        /// What the photos must show.
        let asked: String
    }

    struct TestView: Sendable {
        let action: String
        let hasPhotos: Bool
        let questions: [Question]
        /// Of a dealer's job: how it is looked at, and to whom a failure is put.
        let way: Field?
        let cause: Field?
    }

    struct Reason: Sendable {
        let action: String
        let field: Field
    }

    struct Line: Sendable {
        let item: String
        let limits: String
        let found: String
        let isRejected: Bool
        let who: String
        let earlier: String
    }

    static let template = "quality/control"
    let titleKey = "quality.of_job"
    let titleValues: [String]
    let list: String
    let badge: Badge
    let version: String
    let facts: [Fact]
    let certificate: String?
    let errors: FormErrors?
    let form: TestView?
    /// Why this person does not test it, where he tests others.
    let denied: String?
    let lines: [Line]
    let hasLines: Bool
    let turns: ControlTurns?
    let rework: String?
    let freeing: Reason?
    let overruling: Reason?
    let recall: Reason?
    let cards: PageCards

    init(
        _ load: QualityControlLoad, _ typed: QualityTestForm?, _ tray: FileTray?, reason: String,
        _ context: CompanyContext
    ) {
        let (reader, words, paths, row) = (context.reader, context.words, context.paths, load.row)
        titleValues = [row.jobNumber.isolatedLeftToRight]
        list = paths(QualityRoutes.list)
        badge = Badge(row.state, words)
        version = String(row.version)
        facts = Self.facts(row, context) + (load.dealers?.facts(context) ?? [])
        certificate = row.state == .passed ? paths(QualityRoutes.certificate, row.id) : nil
        var no: Complaint?
        do throws(Complaint) { _ = try MayTestWork(context.actor, workers: load.workers) } catch { no = error }
        let isOpen = row.state == .waiting && context.may(QualityRoutes.test)
        let holder = row.holder(but: context.actor.person, at: load.now)
        if no == nil, let holder { no = Complaint("quality.denied.taken", holder.isolated) }
        let form = isOpen && no == nil ? Self.form(load, typed, tray, context) : nil
        self.form = form
        denied = isOpen ? no.map(reader.complaint) : nil
        errors = FormErrors(form?.questions.compactMap { $0.field ?? $0.radios } ?? [])
        let latest = load.latest
        lines = load.items.items.enumerated().map { index, item in
            Self.line(item, latest[index + 1], load.readings.filter { $0.position == index + 1 }, reader)
        }
        hasLines = !load.readings.isEmpty
        func asked(_ route: FormRoute<ID<QualityControl>>, _ label: String, _ id: String) -> Reason {
            Reason(
                action: paths(route, row.id),
                field: Field(name: "reason", label: words(label), value: reason).with {
                    ($0.id, $0.required) = (id, true)
                })
        }
        turns = ControlTurns(load, context)
        rework =
            load.dealers?.mayOrder == true && context.may(QualityDealerRoutes.rework)
            ? paths(QualityDealerRoutes.rework, row.id) : nil
        let mayOverrule = (try? MayOverrule(context.actor, workers: load.workers, reason: "–")) != nil
        overruling =
            row.state == .waiting && mayOverrule
            ? asked(QualityRoutes.overruling, "quality.overrule.reason", "f-overrule") : nil
        freeing =
            load.dealers?.sample?.state == .held && mayOverrule
            ? asked(QualityDealerRoutes.freeing, "quality.free.reason", "f-free") : nil
        recall =
            row.isRecallable && context.may(QualityRoutes.recall) && no == nil
            ? asked(QualityRoutes.recall, "quality.recall.reason", "f-recall") : nil
        cards = load.cards
    }

    static func facts(_ row: QualityControlRow, _ context: CompanyContext) -> [Fact] {
        let (reader, words) = (context.reader, context.words)
        let place =
            row.item == nil
            ? context.pathIfAllowed(JobRoutes.one, row.jobNumber)
            : context.pathIfAllowed(BenchItemRoutes.one, row.jobNumber)
        let all = [
            Fact(label: words("quality.job"), value: row.jobNumber, href: place, isLtr: true),
            Fact(label: words("jobs.model"), value: row.model),
            Fact(label: words("jobs.serial"), value: row.serial, isLtr: true),
            Fact(label: words("jobs.customer"), value: row.customerName),
            Fact(label: words("quality.plan"), value: row.planName),
            Fact(label: words("quality.worker"), value: row.workerName),
            Fact(label: words("quality.dealer"), value: row.dealerName),
            Fact(label: words("quality.since"), value: reader.dateTime(row.madeAt)),
            Fact(label: words("quality.tester"), value: row.ender),
            Fact(label: words("quality.ended"), value: row.endedAt.map(reader.dateTime) ?? ""),
            Fact(label: words("quality.way"), value: row.way.map { words("quality.way.\($0.rawValue)") } ?? ""),
            Fact(label: words("quality.cause"), value: row.cause.map { words("quality.cause.\($0.rawValue)") } ?? ""),
            Fact(label: words("quality.reason"), value: row.reason),
        ]
        return all.filter { !$0.value.isEmpty }
    }

    private static func line(
        _ item: QualityItem, _ latest: QualityReadingRow?, _ readings: [QualityReadingRow], _ reader: Reader
    ) -> Line {
        func shown(_ row: QualityReadingRow) -> String {
            item.finding(kept: row.value).map { item.shown($0, reader) } ?? ""
        }
        return Line(
            item: item.text(reader), limits: item.limits(reader) ?? "", found: latest.map(shown) ?? "",
            isRejected: latest?.isRejected ?? false,
            who: latest.map { "\($0.who.isolated) · \(reader.dateTime($0.at))" } ?? "",
            earlier: readings.dropLast().map(shown).joined(separator: reader.words("list.comma")))
    }

    private static func form(
        _ load: QualityControlLoad, _ typed: QualityTestForm?, _ tray: FileTray?, _ context: CompanyContext
    ) -> TestView {
        let (latest, words) = (load.latest, context.words)
        let questions = load.items.items.enumerated().map { index, item in
            question(item, index + 1, latest[index + 1], typed, tray, context)
        }
        return TestView(
            action: context.paths(QualityRoutes.test, load.row.id), hasPhotos: load.items.photoPlace != nil,
            questions: questions, way: way(load.row, typed, words), cause: cause(load.row, typed, words))
    }

    private static func way(_ row: QualityControlRow, _ typed: QualityTestForm?, _ words: Words) -> Field? {
        guard row.dealer != nil else { return nil }
        return Field(name: "way", label: words("quality.way")).with {
            $0.required = true
            $0.options = QualityWay.allCases.map {
                .init(value: $0.rawValue, label: words("quality.way.\($0.rawValue)"), selected: $0 == typed?.way)
            }
        }
    }

    private static func cause(_ row: QualityControlRow, _ typed: QualityTestForm?, _ words: Words) -> Field? {
        guard row.dealer != nil else { return nil }
        return Field(name: "cause", label: words("quality.cause")).with {
            $0.hint = words("quality.cause.hint")
            $0.options = ReworkCause.allCases.map {
                .init(
                    value: $0.rawValue, label: words("quality.cause.\($0.rawValue)"),
                    selected: $0 == typed?.cause ?? .work)
            }
        }
    }

    private static func question(
        _ item: QualityItem, _ place: Int, _ latest: QualityReadingRow?, _ typed: QualityTestForm?, _ tray: FileTray?,
        _ context: CompanyContext
    ) -> Question {
        let (reader, words) = (context.reader, context.words)
        let title = words("quality.nth", reader.number(place), item.text(reader))
        guard item.kind != .photo else {
            return Question(
                field: nil, radios: nil, photos: FileField(photos: tray, title: "quality.photos", context),
                asked: title)
        }
        let kept = latest.flatMap { item.finding(kept: $0.value) }
        let value: String? =
            switch kept {
            case .number(let value): reader.thousandths(value)
            case .some(let finding): finding.text
            case nil: nil
            }
        let field = Field(
            name: "r\(place)", label: title, value: typed?.typed[place] ?? value ?? "",
            error: typed?.complaints[place].map(reader.complaint)
        ).with {
            $0.required = item.isRequired
            $0.hint = item.limits(reader)
        }
        switch item.kind {
        case .yesNo:
            return Question(
                field: nil,
                radios: field.with { field in
                    field.options = ["yes", "no"].map {
                        .init(value: $0, label: words("quality.found.\($0)"), selected: $0 == field.value)
                    }
                }, photos: nil, asked: title)
        case .number:
            return Question(
                field: field.with {
                    ($0.direction, $0.inputMode, $0.autocomplete) = ("ltr", "decimal", "off")
                    if !item.unit.isEmpty { $0.unit = item.unit }
                }, radios: nil, photos: nil, asked: title)
        case .text, .photo: return Question(field: field, radios: nil, photos: nil, asked: title)
        }
    }
}
