import Base
import Care
import Database
import Domain
import Ground
import Stock
import Work

/// A workshop of six benches with sixty machines, some of them in each state, over the last three weeks.
struct DemoWorkshop: Sendable {
    let company: OpenCompany
    let now: Instant

    private static let benches = [
        ("میز سرمایش", "Cooling"), ("میز شست‌وشو", "Washing"), ("میز الکترونیک", "Electronics"),
        ("میز تصویر", "Screens"), ("میز خردلوازم", "Small appliances"), ("میز آزمایش", "Testing"),
    ]

    /// By which states each machine goes; the first of them waits in the queue.
    private static let ways: [[BenchState]] = [
        [], [.diagnosis], [.diagnosis, .waitingEstimate], [.diagnosis, .waitingPart], [.diagnosis, .outside],
        [.diagnosis, .repair], [.diagnosis, .repair, .test], [.diagnosis, .repair, .test, .ready],
        [.diagnosis, .waitingEstimate, .unrepaired], [.diagnosis, .repair, .test, .ready],
    ]
    private static let seen = ["", "", "یک خط روی در", "", "پیچ پشت کم است"]
    private static let found = [
        ("S01 سرد نمی‌کند", "C01 فرسودگی قطعه", "تعویض کمپرسور"), ("S05 روشن نمی‌شود", "C03 نوسان برق", "تعویض برد"),
        ("S03 صدا می‌دهد", "C01 فرسودگی قطعه", "تعویض بلبرینگ"),
    ]
    private static let machines = 60

    func run() async throws {
        let (company, now) = (company, now)
        let (ready, waiting): ([String], [String]) = try await company.write { tx in
            let actors = try DemoList.actors(tx).office
            guard let manager = actors[.workshopManager], let technician = actors[.benchTechnician],
                let reception = actors[.reception]
            else { return ([], []) }
            let benches = try Self.benches.enumerated().map { index, names in
                try BenchStore.add(
                    BenchFacts(
                        names: BothNames(fa: names.0, en: names.1),
                        people: index.isMultiple(of: 2) ? [technician.person] : [manager.person]), by: manager,
                    tx.at(now.adding(seconds: -22 * 86_400)))
            }
            let start = tx.at(now.adding(seconds: -30 * 86_400))
            let rule = try StorageRule(
                freeDays: 7, perDay: 250_000, most: 10_000_000, reminders: [5, 20, 40], disposalDays: 60)
            try ChangeStorageRule(rule, from: company.clock.day(of: start.now)).run(
                by: manager.person, in: company, start)
            var (ready, waiting): ([String], [String]) = ([], [])
            for (index, unit) in try DemoList.units(limit: Self.machines, tx).enumerated() {
                let begun = now.adding(seconds: -Int64(index % 20 + 1) * 86_400)
                let number = try Self.take(unit, index, at: begun, by: reception, in: company, tx)
                let way = Self.ways[index % Self.ways.count]
                let days = DemoBenchWay(
                    number: number, bench: benches[index % benches.count],
                    technician: index.isMultiple(of: 2) ? technician : manager, manager: manager, begun: begun, now: now
                )
                try days.go(way, found: Self.found[index % Self.found.count], in: company, tx)
                if way.last?.handedOver != nil, index >= 30 { ready.append(number) }
                if way.last == .waitingPart { waiting.append(number) }
            }
            return (ready, waiting)
        }
        try await company.write { try DemoBenchParts(company: company, now: now).run(ready, waiting, $0) }
        try await company.write { tx in
            guard let manager = try DemoList.actors(tx).office[.workshopManager] else { return }
            for number in ready {
                try DemoBenchWay.handOver(number, by: manager, in: company, tx.at(now.adding(seconds: -3_600)))
            }
        }
    }

    /// Reception takes the machine down, and the workshop receives it.
    private static func take(
        _ unit: DemoList.Owned, _ index: Int, at moment: Instant, by reception: Actor, in company: OpenCompany,
        _ tx: Transaction
    ) throws -> String {
        let (clock, tx) = (company.clock, tx.at(moment))
        var intake = JobIntake()
        intake.way = index.isMultiple(of: 7) ? .sent : .carriedIn
        (intake.accessories, intake.condition) = ("کابل برق", "تمیز، بدون ضربه")
        intake.promisedOn = clock.day(of: moment).adding(days: 5 + index % 12)
        var job = AddJob(
            serviceType: "repair", customer: unit.customer, unit: unit.unit, city: unit.city, address: unit.address,
            statedFault: found[index % found.count].0, receivedAt: moment, receivedOn: clock.day(of: moment),
            by: reception.person, origin: "added")
        job.intake = intake
        let number = try job.run(calendar: clock.calendar, in: tx)
        try ReceiveUnit(
            number: number, version: JobStore.find(number, .company, tx).version, way: intake.way,
            shelf: "\(["الف", "ب", "ج"][index % 3]) \(index % 9 + 1)", seal: index.isMultiple(of: 4) ? "سالم" : "",
            differs: seen[index % seen.count], wayBill: intake.way == .sent ? "B-\(4_100 + index)" : ""
        ).run(by: reception, in: tx)
        return number
    }
}

/// One machine's days in the workshop.
struct DemoBenchWay: Sendable {
    let number: String
    let bench: ID<Bench>
    let technician: Actor
    let manager: Actor
    let begun: Instant
    let now: Instant

    /// Six hours from one state to the next, and nothing beyond this hour.
    func go(
        _ way: [BenchState], found: (String, String, String), in company: OpenCompany, _ tx: Transaction
    ) throws {
        guard !way.isEmpty else { return }
        try AssignUnits(number, version: 1, bench: bench, technician: technician.person).run(
            by: manager, in: tx.at(at(0)))
        for (place, state) in way.enumerated() {
            if state == .ready, try isTested(in: company, tx.at(at(place + 1))) { continue }
            let reason = state == .unrepaired ? "مشتری هزینه را نپذیرفت" : ""
            try MoveUnits(number, version: version(tx), to: state, reason: reason).run(
                by: manager, in: company, tx.at(at(place + 1)))
            if state == .diagnosis, way.count > 1 {
                try DiagnoseUnit(number, version: version(tx), symptom: found.0, cause: found.1, remedy: found.2)
                    .run(by: technician, minutes: 25, tx.at(at(place + 1)))
            }
            if state == .outside {
                try SendOutside(number, shop: "سیم‌پیچی رضا", days: 9, price: 14_000_000).run(
                    by: manager, in: company, tx.at(at(place + 1)))
            }
        }
    }

    /// Passes the test that it waits for, which makes it ready.
    private func isTested(in company: OpenCompany, _ tx: Transaction) throws -> Bool {
        guard let inspector = try DemoList.actors(tx).office[.qualityInspector],
            let control = try QualityControlStore.current(of: BenchStep.standing(number, tx).item, tx)
        else { return false }
        try TestUnit(
            control.id, version: QualityControlStore.find(control.id, tx).version, found: DemoQuality.good, judges: true
        ).run(by: inspector, in: company, tx)
        return true
    }

    private func version(_ tx: Transaction) throws -> Int { try BenchItemVersion.of(number, tx) }

    private func at(_ step: Int) -> Instant {
        min(begun.adding(seconds: Int64(step) * 21_600), now.adding(seconds: -7_200))
    }

    static func handOver(_ number: String, by manager: Actor, in company: OpenCompany, _ tx: Transaction) throws {
        let handOver = HandOver(
            receiver: "همسر مشتری", proof: .identity, shown: "کارت ملی", bill: .settled, amount: 6_500_000,
            note: "رسید کارت‌خوان", ticks: Set(FetchTick.allCases))
        try HandOverUnit(number: number, version: BenchItemVersion.of(number, tx), handOver: handOver).run(
            by: manager, in: company, tx)
    }
}
