import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web
import Work

/// Controls: what waits for test, the test itself, and what became of it.
package enum QualityRoutes: RoomRoutes {
    package static let list = PlainPage(
        "quality", for: .readsQuality, menu: .init("quality", icon: "check", order: 43))
    static let export = PlainPage(
        "quality/export", for: Set.testers.union([.auditor]), watched: .export)
    static let begin = FormRoute<String>("quality/units/:repair", for: .testers)
    package static let one = PageRoute<ID<QualityControl>>("quality/controls/:control", for: .readsQuality)
    static let test = FormRoute<ID<QualityControl>>("quality/controls/:control", for: .testers, upTo: .photos)
    static let overruling = FormRoute<ID<QualityControl>>("quality/controls/:control/overruling", for: .managers)
    static let recall = FormRoute<ID<QualityControl>>("quality/controls/:control/recall", for: .testers)
    static let certificate = PageRoute<ID<QualityControl>>(
        "quality/controls/:control/certificate", for: .readsQuality, watched: .paper)

    package static var all: [Mounted] {
        [
            list.to { request, context in
                let filter = QualityFilter(request.asked, by: context.actor.person)
                let page = try await context.company.read { tx in
                    QualityListPage(
                        try QualityControlList.slice(filter, tx), try QualityControlList.counts(filter, tx), filter,
                        try QualityControlList.choices(tx), hasPlans: try QualityPlanStore.hasAny(tx), context)
                }
                return try context.show(page)
            },
            export.to { request, context in
                let filter = QualityFilter(request.asked, by: context.actor.person)
                return try await QualitySheet.sheet(filter, context).response(to: request, context)
            },
            begin.to { form, context, number in
                try await context.once(form, flash: nil) { deed in
                    context.paths(one, try BeginControl(number: number).run(by: deed.actor, deed.tx))
                } orShow: { refused in
                    try await BenchItemRoutes.show(
                        number, typed: nil, context, status: refused.status, warning: refused.complaint)
                }
            },
            one.to { _, context, id in try await show(id, context) },
            test.to { form, context, id in try await test(form, id, context) },
            overruling.to { form, context, id in
                let (version, reason) = (try form.version, Self.reason(form))
                return try await context.once(form, flash: "quality.passed", to: context.paths(one, id)) { deed in
                    try OverruleControl(id, version: version, reason: reason)
                        .run(by: deed.actor, in: deed.company, deed.tx)
                } orShow: { refused in
                    try await show(
                        id, context, reason: reason, status: refused.status, warning: refused.complaint)
                }
            },
            recall.to { form, context, id in
                let (version, reason) = (try form.version, Self.reason(form))
                return try await context.once(form, flash: "quality.recalled", to: context.paths(one, id)) { deed in
                    try RecallUnit(id, version: version, reason: reason)
                        .run(by: deed.actor, in: deed.company, deed.tx)
                } orShow: { refused in
                    try await show(
                        id, context, reason: reason, status: refused.status, warning: refused.complaint)
                }
            },
            certificate.to { _, context, id in
                let load = try await context.company.read { try QualityControlLoad.read(id, context, $0) }
                guard load.row.state == .passed else { return context.goOn(to: context.paths(one, id)) }
                return try context.show(QualityCertificatePage(load, context))
            },
        ]
    }

    static func reason(_ form: FormBody) -> String { String(form.text("reason").prefix(300)) }

    static func show(
        _ id: ID<QualityControl>, _ context: CompanyContext, typed: QualityTestForm? = nil, tray: FileTray? = nil,
        reason: String = "", status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let load = try await context.company.read { try QualityControlLoad.read(id, context, $0) }
        return try context.show(
            QualityControlPage(load, typed, tray, reason: reason, context), status: status, warning: warning)
    }

    private static func test(
        _ body: FormBody, _ id: ID<QualityControl>, _ context: CompanyContext
    ) async throws -> Response {
        let (version, judges) = (try body.version, body.raw("do") == "judge")
        let items = try await context.company.read {
            try QualityPlanStore.items(of: QualityControlStore.find(id, $0).edition, $0)
        }
        let typed = QualityTestForm(body, items)
        let tray = try await FileTray(body, for: context.path, .photos, context)
        guard typed.isGood, tray.complaints.isEmpty else {
            return try await show(id, context, typed: typed, tray: tray, status: .unprocessableContent)
        }
        let command = TestUnit(
            id, version: version, found: typed.found, photos: tray.uploads, judges: judges, way: typed.way,
            cause: typed.cause ?? .work)
        let flash = judges ? "quality.judged" : "quality.saved"
        return try await context.once(body, flash: flash, to: context.paths(one, id)) { deed in
            try command.run(by: deed.actor, in: deed.company, deed.tx)
        } orShow: { refused in
            try await show(
                id, context, typed: typed, tray: tray, status: refused.status, warning: refused.complaint)
        }
    }
}

/// What an inspector has typed, item by item; what he left empty was not read.
struct QualityTestForm: Sendable {
    let typed: [Int: String]
    private(set) var found: [QualityReading] = []
    private(set) var complaints: [Int: Complaint] = [:]
    /// Of a dealer's job.
    let way: QualityWay?
    let cause: ReworkCause?

    var isGood: Bool { complaints.isEmpty }

    init(_ form: FormBody, _ items: QualityItems) {
        (way, cause) = (QualityWay(rawValue: form.text("way")), ReworkCause(rawValue: form.text("cause")))
        var typed: [Int: String] = [:]
        for (index, item) in items.items.enumerated() where item.kind != .photo {
            let place = index + 1
            let text = form.raw("r\(place)")
            guard !SearchText.stored(text).isEmpty else { continue }
            typed[place] = text
            do { found.append(QualityReading(place, try item.finding(text))) } catch { complaints[place] = error }
        }
        self.typed = typed
    }
}

/// The controls as a file.
enum QualitySheet {
    static func sheet(
        _ filter: QualityFilter, _ context: CompanyContext
    ) -> Sheet<QualityControlRow, ID<QualityControl>> {
        let (words, clock) = (context.words, context.reader.clock)
        let columns: [SheetColumn<QualityControlRow>] = [
            .init(words("quality.job")) { .text($0.jobNumber) },
            .init(words("quality.state")) { .text(words("quality.state.\($0.state.rawValue)")) },
            .init(words("jobs.model")) { .text($0.model) }, .init(words("jobs.serial")) { .text($0.serial) },
            .init(words("quality.plan")) { .text($0.planName) },
            .init(words("quality.worker")) { .text($0.workerName) },
            .init(words("quality.dealer")) { .text($0.dealerName) },
            .init(words("quality.city")) { .text($0.city.shown(context.reader)) },
            .init(words("quality.way")) {
                .text(words("quality.way.\($0.way?.rawValue ?? ($0.item == nil ? "open" : "bench"))"))
            },
            .init(words("quality.cause")) { .text($0.cause.map { words("quality.cause.\($0.rawValue)") } ?? "") },
            .init(day: words("quality.since"), context) { clock.day(of: $0.madeAt) },
            .init(words("quality.tester")) { .text($0.ender) },
            .init(day: words("quality.ended"), context) { $0.endedAt.map(clock.day) },
            .init(words("quality.reason")) { .text($0.reason) },
        ]
        return Sheet("quality", title: "quality.title", columns: columns) { cursor, size, tx in
            try QualityControlList.slice(filter.at(cursor), size: size, tx)
        }
    }
}
