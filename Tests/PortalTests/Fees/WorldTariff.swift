import Database
import Domain
import Foundation

@testable import Fees
@testable import Ground
@testable import Work

extension World {
    /// The sample tariff of arman or this file, as a draft of somebody or in force since the start of the year.
    @discardableResult
    func addTariff(
        company: String = "arman", madeBy: ID<Person> = ID(1), isActive: Bool = true, file: String? = nil,
        audience: String = "dealers"
    ) async throws -> ID<TariffVersion> {
        let bytes = try file.map { Array($0.utf8) } ?? [UInt8](Data(contentsOf: Self.root("Samples/arman/tariff.csv")))
        let rules = try TariffParsing.rules(of: DelimitedText.read(bytes))
        return try await self.company(company).write { tx in
            let id = try TariffStore.addDraft(
                name: "تعرفه ۱۴۰۵", audience: audience, from: CalendarDay(iso: "2026-03-21")!, to: nil,
                rules: rules.map(\.cells),
                by: madeBy, tx)
            if isActive { _ = try TariffStore.activate(id, by: ID(2), tx) }
            return id
        }
    }

    /// Ends an accepted job as a visit does, by the store alone, and prices it.
    func finishJob(_ number: String, company: String = "arman", minutes: Int = 45) async throws -> PriceJob.Priced? {
        let open = self.company(company)
        return try await open.write { tx in
            let job = try JobStore.find(number, .company, tx)
            try tx.execute(
                """
                INSERT INTO visit (job_id, dealer_id, made_by, made_at, visited_at, visited_on, outcome, minutes, km_tenths,
                    symptom, remedy, customer_labour, customer_parts, note)
                VALUES (\(job.id), \(job.dealer), 1, \(tx.now), \(tx.now), \(open.clock.day(of: tx.now)), 'completed',
                    \(minutes), 0, 'E1', '', 0, 0, '')
                """)
            try JobStore.move(
                job, .finish, by: nil,
                .finished(
                    at: tx.now, on: open.clock.day(of: tx.now), .completed, fault: "E1", .within), tx)
            return try PriceJob(job: job.id).run(in: open, tx)
        }
    }

    func personID(_ role: Role, company: String = "arman") async throws -> ID<Person> {
        let mobile = try MobileNumber(Self.mobile(role, company: company))
        return try await self.company(company).read { tx in
            try tx.one("SELECT id FROM person WHERE mobile = \(mobile.e164)")("id")
        }
    }
}

extension Browser {
    /// Sends the form of the second person, who has seen what the review doubts.
    func activate(_ tariff: ID<TariffVersion>, company: String = "arman") async throws -> Answer {
        try await post("/\(company)/tariffs/\(tariff)/activation", [("version", "1"), ("seen", "1")])
    }
}
