import Database
import Domain
import Ground
import Web

extension Feature {
    /// What waited for its second person is written no more where the company bills nobody here by then.
    /// - Throws: `Refusal.stale`.
    static func checkBooks(_ tx: Transaction) throws {
        guard try books.isOn(SettingStore.all(tx)) else { throw Refusal.stale(Complaint("bills.setting.is_off")) }
    }
}
