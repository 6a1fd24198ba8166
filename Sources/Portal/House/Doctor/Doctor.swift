import Books
import Care
import Database
import Domain
import Fees
import Ground
import Post
import Reports
import Stock
import Treasury
import Work

/// Checks of one company what must hold whatever happened: to be run after a crash, a restored backup or a move.
public struct Doctor: Sendable {
    let company: OpenCompany
    let directory: Store

    public init(company: OpenCompany, directory: Store) {
        self.company = company
        self.directory = directory
    }

    /// - Returns: a sentence for each thing that does not hold; empty where all is well.
    public func problems() async throws -> [Complaint] {
        var problems = try await company.store.integrityProblems().map { Complaint("doctor.file", $0) }
        problems += try await company.store.foreignKeyProblems().map { Complaint("doctor.foreign_key", $0) }
        problems += try await company.readAtLength { tx in
            try AccountDoctorList.problems(tx) + ClaimDoctorList.all(tx) + FeeDoctorList.all(tx)
                + PayoutDoctorList.problems(tx)
                + BankDoctorList.problems(tx)
                + PlanDoctorList.problems(tx) + SurveyDoctorList.problems(tx) + QualityDoctorList.problems(tx)
                + StockDoctorList.problems(on: company.clock.day(of: tx.now), tx)
                + MessageDoctorList.all(tx) + DeliveryDoctorList.all(tx)
                + PartDoctorList.problems(tx) + ReportDoctorList.problems(tx)
                + BooksDoctorList.problems(tx)
                + PromiseDoctorList.problems(in: company, tx)
                + DoctorList.numberGaps(tx)
                + DoctorList.strangers(tx)
        }
        return try await problems + peopleProblems() + blobProblems()
    }

    /// The book of people and the directory must say the same of everybody.
    private func peopleProblems() async throws -> [Complaint] {
        let id = company.id
        let book = try await company.read { try PersonStore.all($0) }
        let places = try await directory.read { try DoctorList.memberships(of: id, $0) }
        let known = Dictionary(uniqueKeysWithValues: book.map { ($0.id, DoctorList.place($0)) })
        let allowed = Dictionary(uniqueKeysWithValues: places)
        return Set(known.keys).union(allowed.keys).sorted().filter { known[$0] != allowed[$0] }
            .map { Complaint("doctor.person", $0.description, known[$0] ?? "-", allowed[$0] ?? "-") }
    }

    /// Every file that a row names is there, and is what its name says.
    private func blobProblems() async throws -> [Complaint] {
        let named = try await company.read { try BlobList.named(.house, $0) }
        return named.compactMap { hash in
            guard let found = try? company.blobs.hash(ofFile: hash) else {
                return Complaint("doctor.blob_missing", hash)
            }
            return found == hash ? nil : Complaint("doctor.blob_changed", hash)
        }
    }
}
