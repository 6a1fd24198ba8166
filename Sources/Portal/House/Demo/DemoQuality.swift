import Care
import Database
import Domain
import Ground
import Work

/// Quality control over the two months: a plan, the rule by which jobs of dealers are drawn, controls with passes and failures, what
/// makes those good, and some that wait.
struct DemoQuality: Sendable {
    let company: OpenCompany
    let now: Instant

    private static let day: Int64 = 86_400
    /// Nobody has controlled anything lately, so that some wait.
    private static let quietDays: Int64 = 4
    /// One of so many fails.
    private static let failing = 8

    static func items() throws -> QualityItems {
        try QualityItems([
            QualityItem(.yesNo, fa: "دستگاه درست کار می‌کند", en: "The machine works"),
            QualityItem(.yesNo, fa: "نشتی و صدای غیرعادی ندارد", en: "No leak, no unusual noise"),
            QualityItem(.yesNo, fa: "محل کار تمیز تحویل شده است", en: "The place was left clean"),
            QualityItem(
                .number, fa: "جریان مصرفی", en: "Current", isRequired: false, unit: "A", least: 100, most: 16_000),
            QualityItem(.text, fa: "گفته مشتری", en: "What the customer said", isRequired: false),
        ])
    }

    /// What is found where nothing is wrong.
    static let good: [QualityReading] = [
        QualityReading(1, .yes), QualityReading(2, .yes), QualityReading(3, .yes), QualityReading(4, .number(1_800)),
    ]

    /// Before anybody works.
    func prepare() async throws {
        let now = now
        try await company.write { tx in
            let office = try DemoList.actors(tx).office
            guard let inspector = office[.qualityInspector], let manager = office[.serviceManager] else { return }
            let start = tx.at(now.adding(seconds: -70 * Self.day))
            try QualityPlanStore.add(
                QualityPlanFacts(name: "کنترل پایان کار", items: Self.items()), by: inspector.person, start)
            // Each demo draws the same jobs.
            try SettingStore.set(QualitySettings.seed, "demo", start)
            var settings = QualitySettings()
            settings.isOn = true
            settings.rule = SamplingRule(
                shares: ["A": 4, "B": 6, "C": 8, "D": 12], firstJobs: 1, tightened: 30, reduced: 2, passesToNormal: 3,
                passesToReduced: 5)
            try settings.set(by: manager.person, start)
        }
    }

    /// After the work, before it is paid.
    func control() async throws {
        let until = now.adding(seconds: -Self.quietDays * Self.day)
        let waiting = try await company.read { try DemoList.controls(doneBefore: until, $0) }
        for (place, control) in waiting.enumerated() {
            try await judge(control, place)
        }
        try await arrange()
    }

    private func judge(_ control: DemoList.Control, _ place: Int) async throws {
        let (company, at) = (company, control.doneAt.adding(seconds: 30 * 3_600))
        let fails = place % Self.failing == 3
        try await company.write { tx in
            let actors = try DemoList.actors(tx)
            guard let inspector = actors.office[.qualityInspector] else { return }
            let readings =
                fails ? Self.good + [QualityReading(place / Self.failing % 3 == 2 ? 2 : 1, .no)] : Self.good
            try Self.test(
                control.id, readings, by: inspector, place.isMultiple(of: 3) ? .visit : .phone,
                place % 40 == 11 ? .part : .work, in: company, tx.at(at))
            // One of three dealers has not answered yet.
            guard fails, place / Self.failing % 3 != 1 else { return }
            try makeGood(after: at, by: inspector, actors.dealers, tx)
        }
    }

    /// The dealer takes the rework that was just ordered and does it, and it passes.
    private func makeGood(
        after at: Instant, by inspector: Actor, _ dealers: [ID<Dealer>: Actor], _ tx: Transaction
    ) throws {
        guard let rework = try DemoList.offeredRework(tx), let manager = dealers[rework.dealer] else { return }
        try AcceptJob(number: rework.number, version: JobStore.find(rework.number, .company, tx).version)
            .run(by: manager, in: tx.at(at.adding(seconds: 2 * 3_600)))
        let done = at.adding(seconds: 20 * 3_600)
        let facts = VisitFacts(
            outcome: .completed, endsJob: true, visitedAt: done, minutes: 40, kmTenths: 60, symptom: "S01",
            remedy: "R01",
            parts: [], customerLabour: 0, customerParts: 0, customerTravel: 0, note: "")
        try LogVisit(
            number: rework.number, version: JobStore.find(rework.number, .company, tx).version, facts: facts,
            photos: [],
            isAnother: true
        ).run(by: manager, in: company, tx.at(done))
        guard let control = try DemoList.control(of: rework.number, tx) else { return }
        try Self.test(
            control, Self.good, by: inspector, .visit, .work, in: company, tx.at(done.adding(seconds: 24 * 3_600)))
    }

    private static func test(
        _ control: ID<QualityControl>, _ found: [QualityReading], by inspector: Actor, _ way: QualityWay,
        _ cause: ReworkCause, in company: OpenCompany, _ tx: Transaction
    ) throws {
        try TestUnit(
            control, version: QualityControlStore.find(control, tx).version, found: found, judges: true, way: way,
            cause: cause
        ).run(by: inspector, in: company, tx)
    }

    /// One that waits is the inspector's, one was put to him, one was opened by hand; and one is paid without.
    private func arrange() async throws {
        let (company, now) = (company, now)
        try await company.write { tx in
            let office = try DemoList.actors(tx).office
            guard let inspector = office[.qualityInspector], let manager = office[.serviceManager] else { return }
            let waiting = try DemoList.controls(doneBefore: now, tx).map(\.id)
            for (control, turn) in zip(waiting, [ControlTurn.take, .assign(inspector.person)]) {
                let actor = if case .take = turn { inspector } else { manager }
                try GiveControl(control, version: QualityControlStore.find(control, tx).version, turn)
                    .run(by: actor, in: company, tx)
            }
            if let number = try DemoList.notDrawn(tx) {
                _ = try AuditJob(number, reason: "تماس مشتری درباره صدای دستگاه").run(by: inspector, in: company, tx)
            }
            if let control = try DemoList.unmended(tx) {
                try FreeJob(
                    control, version: QualityControlStore.find(control, tx).version,
                    reason: "مشتری دستگاه را عوض کرده است"
                ).run(by: manager, in: company, tx)
            }
        }
    }
}
