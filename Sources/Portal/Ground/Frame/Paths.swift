import Domain
import Foundation

/// Every URL of Kardan. Below a company's slug a path is made by `Paths(company)`.
public struct Paths: Sendable {
    public let company: String
    public init(_ company: String) { self.company = company }

    public static let signIn = "/sign-in"
    public static let signOut = "/sign-out"
    public static let companies = "/companies"
    public static let account = "/account"
    public static let password = "/account/password"
    public static let sessionRemoval = "/account/sessions/removal"
    public static let language = "/language"
    /// To the sign-in page, and from there to a page of ours.
    package static func signIn(backTo path: String) -> String {
        "\(signIn)?back=\(path.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")"
    }
    public static func invitation(_ token: String) -> String { "/invitations/\(token)" }
    public static func passwordReset(_ token: String) -> String { "/password-resets/\(token)" }

    /// Only ever a page of ours: one slash, then anything but a slash or a backslash, and nothing that ends a header.
    package static func ours(_ path: String) -> String? {
        let isOurs =
            path.hasPrefix("/") && !path.hasPrefix("//") && !path.contains("\\")
            && !path.unicodeScalars.contains { $0.value < 0x21 }
        return isOurs ? path : nil
    }

    /// First parts of paths that are no company's slug.
    static let reserved: Set<String> = [
        "sign-in", "sign-out", "companies", "account", "language", "invitations", "password-resets", "static", "health",
        // On a server the directory's schema is called so.
        "directory",
    ]

    public var home: String { "/\(company)" }
    public var people: String { "\(home)/people" }
    public func person(_ id: ID<Person>) -> String { "\(people)/\(id)" }
    public func roles(of id: ID<Person>) -> String { "\(person(id))/roles" }
    public func lock(of id: ID<Person>, isLocked: Bool) -> String { "\(person(id))/\(isLocked ? "lock" : "unlock")" }
    public var invitations: String { "\(people)/invitations" }

    public var imports: String { "\(home)/imports" }
    public func importFile(_ id: Int64) -> String { "\(imports)/\(id)" }

    public var jobs: String { "\(home)/jobs" }
    public var newJob: String { "\(jobs)/new" }
    public func job(_ number: String) -> String { "\(jobs)/\(Self.part(number))" }
    public func newVisit(_ number: String) -> String { "\(visits(number))/new" }
    public func visits(_ number: String) -> String { "\(job(number))/visits" }
    public func acceptance(_ number: String) -> String { "\(job(number))/acceptance" }
    public func decline(_ number: String) -> String { "\(job(number))/decline" }
    public func appointment(_ number: String) -> String { "\(job(number))/appointment" }
    public func technician(_ number: String) -> String { "\(job(number))/technician" }
    public var jobExport: String { "\(jobs)/export" }
    public func notes(_ number: String) -> String { "\(job(number))/notes" }
    public func cancellation(_ number: String) -> String { "\(job(number))/cancellation" }
    public func photo(_ id: Int64) -> String { "\(home)/photos/\(id)" }

    public var board: String { "\(home)/board" }
    public func board(city: Int64) -> String { "\(board)/\(city)" }
    public func assignments(city: Int64) -> String { "\(board(city: city))/assignments" }
    public func withdrawal(_ number: String) -> String { "\(job(number))/withdrawal" }
    public var today: String { "\(home)/today" }
    /// Several jobs at once.
    public var technicians: String { "\(today)/technician" }

    public var dealers: String { "\(home)/dealers" }
    public func dealer(_ code: String) -> String { "\(dealers)/\(Self.part(code))" }
    public func sheba(of code: String) -> String { "\(dealer(code))/sheba" }
    public var shebaChanges: String { "\(home)/sheba-changes" }
    public func shebaChange(_ id: ID<ShebaChange>) -> String { "\(shebaChanges)/\(id)" }
    public var accrual: String { "\(home)/accrual" }
    public func paymentBlock(of code: String) -> String { "\(dealer(code))/payment-block" }
    public func tax(of code: String) -> String { "\(dealer(code))/tax" }
    public func dealerPay(_ code: String) -> String { "\(dealer(code))/pay" }
    public func dealerAccount(_ code: String) -> String { "\(dealer(code))/account" }
    public var waitingRows: String { "\(home)/account-rows" }
    public func accountRows(_ code: String) -> String { "\(dealerAccount(code))/rows" }
    public func invoice(_ number: String, of code: String) -> String { "\(dealer(code))/invoices/\(Self.part(number))" }
    public func statement(_ code: String, year: Int, month: Int) -> String {
        "\(dealer(code))/statements/\(year)-\(month)"
    }
    public func customer(_ id: Int64) -> String { "\(home)/customers/\(id)" }
    public func unit(_ serial: String) -> String { "\(home)/units/\(Self.part(serial))" }
    public var products: String { "\(home)/products" }

    public var tariffs: String { "\(home)/tariffs" }
    public func tariff(_ id: Int64) -> String { "\(tariffs)/\(id)" }
    /// A rule on its tariff's page, which gives its row the id `rule-CODE`.
    public func rule(_ code: String, of tariff: Int64) -> String { "\(self.tariff(tariff))#rule-\(Self.part(code))" }

    public var newTariff: String { "\(tariffs)/new" }
    /// A new draft with the rules of this version.
    public func newTariff(like id: Int64) -> String { "\(newTariff)?from=\(id)" }
    public func tariffExport(_ id: Int64) -> String { "\(tariff(id))/export" }
    public func difference(of tariff: Int64) -> String { "\(self.tariff(tariff))/difference" }
    public func rules(of tariff: Int64) -> String { "\(self.tariff(tariff))/rules" }
    public func rule(_ id: Int64, in tariff: Int64) -> String { "\(rules(of: tariff))/\(id)" }
    public func newRule(of tariff: Int64) -> String { "\(rules(of: tariff))/new" }
    /// With the cells of another rule of the draft.
    public func newRule(of tariff: Int64, like rule: Int64) -> String { "\(newRule(of: tariff))?like=\(rule)" }
    public func whatIfs(of tariff: Int64) -> String { "\(self.tariff(tariff))/what-ifs" }
    public func whatIf(_ run: Int64) -> String { "\(home)/what-ifs/\(run)" }
    public func recomputation(of run: Int64) -> String { "\(whatIf(run))/recomputation" }
    public func whatIfChange(_ position: Int, of run: Int64) -> String { "\(whatIf(run))/changes/\(position)" }

    public var claims: String { "\(home)/claims" }
    public func claim(_ id: Int64) -> String { "\(claims)/\(id)" }
    public var appeals: String { "\(claims)/appeals" }
    public func appeal(_ id: Int64) -> String { "\(appeals)/\(id)" }
    public var claimRules: String { "\(claims)/rules" }
    public func claimRule(_ code: String) -> String { "\(claimRules)/\(code)" }

    public var payouts: String { "\(home)/payouts" }
    public var newPayout: String { "\(payouts)/new" }
    public var payoutRules: String { "\(payouts)/rules" }
    public var openClaims: String { "\(payoutRules)/open-claims" }
    public var buyer: String { "\(payoutRules)/buyer" }
    public func payoutRuleEnd(_ id: Int64) -> String { "\(payoutRules)/\(id)/end" }
    public func payout(_ number: String) -> String { "\(payouts)/\(number)" }

    package func bankFiles(_ payout: String) -> String { "\(self.payout(payout))/bank-files" }
    package func bankFile(_ payout: String, part: Int) -> String { "\(bankFiles(payout))/\(part)" }

    package func answers(_ payout: String) -> String { "\(self.payout(payout))/answers" }
    package func answer(_ payout: String, _ id: ID<BankAnswer>) -> String { "\(answers(payout))/\(id)" }

    public var bankFormats: String { "\(home)/banks" }
    package var newBankFormat: String { "\(bankFormats)/new" }
    package var usualBankFormats: String { "\(bankFormats)/usual" }
    package var paymentLimits: String { "\(bankFormats)/limits" }
    package func bankFormat(_ id: ID<BankFormat>) -> String { "\(bankFormats)/\(id)" }
    package func bankFormatForm(_ id: ID<BankFormat>) -> String { "\(bankFormat(id))/edit" }
    package func bankFormatState(_ id: ID<BankFormat>) -> String { "\(bankFormat(id))/state" }

    /// Numbers and codes of a company may hold anything, a slash too; the usual ones need nothing.
    package static func part(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
            default: false
            }
        }
        return isPlain ? text : text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? text
    }
}
