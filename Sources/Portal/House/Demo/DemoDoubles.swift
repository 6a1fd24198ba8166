import Base
import Database
import Domain
import Ground
import Work

/// A few customers and machines that were written down twice: they called from their landlines, and somebody read a serial off
/// its plate.
struct DemoDoubles: Sendable {
    let company: OpenCompany
    let now: Instant
    private static let count = 4

    func run() async throws {
        let clock = company.clock
        try await company.write { tx in
            guard let reception = try DemoList.actors(tx).office[.reception] else { return }
            for (index, known) in try DemoList.lastTaken(limit: Self.count, tx).enumerated() {
                let number = try CustomerNumber("0218\(8_100_000 + index * 7_919)")
                let customer = try CustomerStore.findOrAdd(number, known.name, tx)
                let serial = known.serial.replacing("0", with: "O", maxReplacements: 1) + (index == 0 ? "" : "-")
                let unit = try UnitStore.findOrAdd(serial, known.model, customer, nil, by: reception.person, tx)
                try AddJob(
                    serviceType: "repair", customer: customer, unit: unit, city: known.city, address: known.address,
                    statedFault: "دوباره تماس گرفت", receivedAt: now, receivedOn: clock.day(of: now),
                    by: reception.person, origin: "added"
                ).run(calendar: clock.calendar, in: tx)
            }
        }
    }
}
