import Database
import Domain
import Ground

/// How long a company keeps customers who come no more, and how much a person may send in a day.
struct PrivacySetting: Sendable, Equatable {
    static let bounds: ClosedRange<Int64> = 12...240
    static let megabytes: ClosedRange<Int64> = 50...100_000
    private static let monthsName = "customers.months_kept"

    /// nil: for ever.
    var months: Int?
    var megabytesADay: Int

    init(months: Int?, megabytesADay: Int) { (self.months, self.megabytesADay) = (months, megabytesADay) }

    init(_ tx: Transaction) throws {
        let text = try SettingStore.value(Self.monthsName, tx)
        self.init(months: text.flatMap { Int($0) }, megabytesADay: try UploadQuotaStore.megabytes(tx))
    }

    /// A month counts as thirty days and a half.
    static func start(of months: Int, before now: Instant) -> Instant {
        now.adding(seconds: -Int64(months) * 2_635_200)
    }

    func set(by person: ID<Person>, _ tx: Transaction) throws {
        let before = try PrivacySetting(tx)
        func text(_ months: Int?) -> String { months.map(String.init) ?? "" }
        let event = Event(
            "privacy", of: EventSubject("setting"), in: "settings",
            changes: [
                "months_kept": (before: text(before.months), after: text(months)),
                "megabytes_a_day": (before: String(before.megabytesADay), after: String(megabytesADay)),
            ])
        guard event.changesSomething else { return }
        try EventStore.add(event, by: person, tx)
        try SettingStore.set(Self.monthsName, text(months), tx)
        try SettingStore.set(UploadQuotaStore.setting, String(megabytesADay), tx)
    }
}
