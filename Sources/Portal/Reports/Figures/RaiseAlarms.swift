import Database
import Domain
import Ground

/// Tells the service managers, once, of each group of machines that fails more than others do; and again where that goes on
/// after somebody has dealt with it.
enum RaiseAlarms {
    static func run(_ batches: [BatchStore.Batch], in company: OpenCompany, _ tx: Transaction) throws {
        let (level, known) = (try WarningSetting.level(tx), try AlarmStore.last(tx))
        let today = company.clock.day(of: tx.now)
        var notices: [Notice] = []
        for batch in batches.sorted(by: { $0.key < $1.key }) {
            let last = known[batch.key]
            if let last, last.state == .open {
                try AlarmStore.renew(last, batch, tx)
                continue
            }
            guard batch.count.isAlarm(since: last?.count, level: level) else { continue }
            let bound = batch.count.bound(since: last?.count, level: level)
            let id = try AlarmStore.raise(batch, bound: bound, on: today, tx)
            let model = try AlarmStore.name(of: batch.key.model, tx)
            notices.append(Notice("report_alarm", about: .reportAlarm(id), model, String(batch.count.found)))
        }
        try OutboxStore.add(notices, to: .office([.serviceManager]), but: nil, tx)
    }
}
