import Database
import Domain
import Ground
import Web

/// For a history that is written down after it happened.
extension MessageStore {
    /// What became of those whose time has come: an answer, and a minute later what its provider said of it.
    package static func conclude(
        _ answer: SendAnswer, _ status: SendStatus?, in company: OpenCompany, _ tx: Transaction
    ) throws {
        try taken(in: company, tx) { row, account, token, tx in
            try settle(row, answer, token: token, price: account.partPrice, canAsk: true, scatter: 0, tx)
        }
        guard let status else { return }
        try taken(in: company, tx.at(tx.now.adding(seconds: 60))) { row, _, token, tx in
            try settle(row, status, token: token, tx)
        }
    }

    private static func taken(
        in company: OpenCompany, _ tx: Transaction,
        _ end: (SendRow, PostAccount, _ token: String, Transaction) throws -> Void
    ) throws {
        guard let account = try PostAccountStore.find(tx), let provider = account.open(in: company, SmsWire()) else {
            return
        }
        let token = Secrets.token()
        try claim(40, token: token, account, provider, company.clock, tx)
        for row in try claimed(token, tx) { try end(row, account, token, tx) }
    }
}
