import Database
import Domain
import Foundation
import Web

/// Tidies a company up once a day: what its rooms keep for a while only, and files that no row names. What its store knows of
/// itself is brought up to date.
struct Sweeping: RunKind {
    static let name = "sweep"
    var name: String { Self.name }
    var every: Int64? { 86_400 }

    func open(_: RunRow, in company: OpenCompany, _: Root) async throws -> any RunWork { Sweep(company: company) }
}

private struct Sweep: RunWork {
    private static let rowsAtOnce = 500
    private static let filesAtOnce = 200
    /// Seconds: a form may be filled in for two days; what is older than a week was looked at before.
    private static let patience: Int64 = 2 * 86_400
    private static let week: Int64 = 7 * 86_400

    let company: OpenCompany

    init(company: OpenCompany) { self.company = company }

    /// Each sweep in turn, again while it is full; then the files. - Parameter step: which sweep is next.
    mutating func next(after step: String) async throws -> RunStep {
        let (sweeps, place) = (company.fittings[CompanySlots.sweeps], Int(step) ?? 0)
        guard sweeps.indices.contains(place) else {
            try await sweepFiles()
            try await company.store.refreshStatistics()
            return .end { _ in }
        }
        let sweep = sweeps[place]
        let count = sweeps.count
        return .write { tx in
            let gone = try sweep(Self.rowsAtOnce, tx)
            return RunProgress(String(gone == Self.rowsAtOnce ? place : place + 1), done: place + 1, of: count)
        }
    }

    private func sweepFiles() async throws {
        let (company, now) = (company, try await company.read { $0.now })
        let end = now.adding(seconds: -Self.patience)
        let names = try await aside {
            Spool.sweep(company.blobs.arrivals, before: Date(timeIntervalSince1970: TimeInterval(end.seconds)))
            return company.blobs.written(after: end.adding(seconds: -Self.week), before: end)
        }
        for start in stride(from: 0, to: names.count, by: Self.filesAtOnce) {
            let chunk = Array(names[start..<min(start + Self.filesAtOnce, names.count)])
            let named = try await company.readAtLength { try BlobList.named(among: chunk, company.fittings, $0) }
            for name in chunk where !named.contains(name) {
                _ = try await aside { try company.blobs.remove(name, before: end) }
            }
        }
    }
}
