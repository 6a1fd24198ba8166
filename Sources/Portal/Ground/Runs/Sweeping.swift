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
    /// Seconds: a form may be filled in for two days.
    private static let patience: Int64 = 2 * 86_400
    /// Files are looked at once more within so many seconds of the last time: a clock may have been put right.
    private static let overlap: Int64 = 86_400
    private static let setting = "swept_until"

    let company: OpenCompany

    init(company: OpenCompany) { self.company = company }

    /// Each sweep in turn, again while it is full; then the files. - Parameter step: which sweep is next.
    mutating func next(after step: String) async throws -> RunStep {
        let (sweeps, place) = (company.fittings[CompanySlots.sweeps], Int(step) ?? 0)
        guard sweeps.indices.contains(place) else {
            let end = try await sweepFiles()
            try await company.store.refreshStatistics()
            return .end { tx in try SettingStore.set(Self.setting, String(end.seconds), tx) }
        }
        let sweep = sweeps[place]
        let count = sweeps.count
        return .write { tx in
            let gone = try sweep(Self.rowsAtOnce, tx)
            return RunProgress(String(gone == Self.rowsAtOnce ? place : place + 1), done: place + 1, of: count)
        }
    }

    /// All that was written since the last time, however long ago that was.
    /// - Returns: until when files were looked at.
    private func sweepFiles() async throws -> Instant {
        let company = company
        let (now, last) = try await company.read { tx in
            (tx.now, try SettingStore.value(Self.setting, tx).flatMap { Int64($0) } ?? Self.overlap)
        }
        let end = now.adding(seconds: -Self.patience)
        let names = try await aside {
            Spool.sweep(company.blobs.arrivals, before: Date(timeIntervalSince1970: TimeInterval(end.seconds)))
            return company.blobs.written(after: Instant(seconds: last - Self.overlap), before: end)
        }
        for start in stride(from: 0, to: names.count, by: Self.filesAtOnce) {
            let chunk = Array(names[start..<min(start + Self.filesAtOnce, names.count)])
            let named = try await company.readAtLength { try BlobList.named(among: chunk, company.fittings, $0) }
            for name in chunk where !named.contains(name) {
                _ = try await aside { try company.blobs.remove(name, before: end) }
            }
        }
        return end
    }
}
