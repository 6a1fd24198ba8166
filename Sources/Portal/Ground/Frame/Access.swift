import Domain
import HTTPTypes

/// Who may call a route.
enum Access: Sendable {
    case anyone
    /// Any signed-in person, of any company or none.
    case signedIn
    /// Members of the company of the path, in one of these roles.
    case members(Set<Role>)
}

/// One row of the table of all routes: method, path, who may call it, and how large a body it takes.
struct AccessRow: Sendable {
    let method: HTTPRequest.Method
    let path: String
    let access: Access
    /// Bytes.
    let bodyLimit: Int

    var name: String { "\(method) \(path)" }
}

/// The one table of all routes. A route that is not here cannot be mounted, and a test walks every row × every role.
enum AccessTable {
    private static let manager: Set<Role> = [.administrator, .serviceManager]
    private static let dealer: Set<Role> = [.dealerManager, .dealerTechnician]
    private static let everyone = Set(Role.allCases)
    private static let office = everyone.subtracting(dealer)
    private static let intake: Set<Role> = manager.union([.reception, .dispatcher])
    private static let dispatch: Set<Role> = manager.union([.dispatcher])
    private static let finance: Set<Role> = [.financeOfficer, .financeApprover]
    /// Who makes, changes and activates tariffs; no draft by one person alone.
    private static let tariffs = manager.union(finance)
    private static let seesMoney: Set<Role> = finance.union(manager).union([.auditor])
    private static let designsFiles: Set<Role> = [.administrator, .financeApprover]
    private static let seesDealers = office
    private static let statements = seesMoney.union([.dealerManager])

    private static let file = 24 * 1024 * 1024
    private static let photos = 48 * 1024 * 1024

    static let rows: [AccessRow] = [
        get("/", .anyone),
        get("/health", .anyone),
        get("/static/:file", .anyone),
        get("/sign-in", .anyone),
        post("/sign-in", .anyone),
        post("/language", .anyone),
        get("/invitations/:token", .anyone),
        post("/invitations/:token", .anyone),
        post("/invitations/:token/acceptance", .signedIn),
        get("/password-resets/:token", .anyone),
        post("/password-resets/:token", .anyone),
        post("/sign-out", .signedIn),
        get("/companies", .signedIn),
        get("/account", .signedIn),
        post("/account/password", .signedIn),
        post("/account/sessions/removal", .signedIn),

        get("/:company", .members(everyone)),

        get("/:company/people", .members(manager.union([.auditor]))),
        post("/:company/people/invitations", .members([.administrator])),
        post("/:company/people/invitations/:invitation/withdrawal", .members([.administrator])),
        get("/:company/people/:person", .members(manager.union([.auditor]))),
        post("/:company/people/:person/roles", .members([.administrator])),
        post("/:company/people/:person/lock", .members([.administrator])),
        post("/:company/people/:person/unlock", .members([.administrator])),

        get("/:company/imports", .members(intake.union(finance).union([.auditor]))),
        post("/:company/imports", .members(intake), file),
        get("/:company/imports/:import", .members(intake.union(finance).union([.auditor]))),
        post("/:company/imports/:import/start", .members(intake)),
        get("/:company/imports/:import/refused", .members(intake.union(finance).union([.auditor]))),

        get("/:company/jobs", .members(everyone)),
        get("/:company/jobs/export", .members(everyone)),
        get("/:company/jobs/new", .members(intake)),
        post("/:company/jobs", .members(intake)),
        get("/:company/jobs/:job", .members(everyone)),
        post("/:company/jobs/:job/notes", .members(everyone.subtracting([.auditor]))),
        post("/:company/jobs/:job/cancellation", .members(intake)),
        get("/:company/customers/:customer", .members(office)),
        get("/:company/units/:unit", .members(office)),

        get("/:company/board", .members(dispatch.union([.auditor, .reception]))),
        get("/:company/board/:city", .members(dispatch.union([.auditor, .reception]))),
        post("/:company/board/:city/assignments", .members(dispatch)),
        post("/:company/jobs/:job/withdrawal", .members(dispatch)),

        get("/:company/today", .members(dealer)),
        post("/:company/today/technician", .members([.dealerManager])),
        post("/:company/jobs/:job/acceptance", .members([.dealerManager])),
        post("/:company/jobs/:job/decline", .members([.dealerManager])),
        post("/:company/jobs/:job/appointment", .members(dealer)),
        post("/:company/jobs/:job/technician", .members([.dealerManager])),
        get("/:company/jobs/:job/visits/new", .members(dealer)),
        post("/:company/jobs/:job/visits", .members(dealer), photos),
        get("/:company/photos/:photo", .members(everyone)),

        get("/:company/dealers", .members(seesDealers)),
        get("/:company/dealers/:dealer", .members(seesDealers)),
        post("/:company/dealers/:dealer/pay", .members(manager)),
        post("/:company/dealers/:dealer/sheba", .members(manager.union(finance))),
        get("/:company/sheba-changes", .members(seesMoney)),
        post("/:company/sheba-changes/:change/confirmation", .members(finance)),
        post("/:company/sheba-changes/:change/refusal", .members(finance)),
        get("/:company/accrual", .members(seesMoney)),
        get("/:company/accrual/export", .members(seesMoney)),
        post("/:company/dealers/:dealer/payment-block", .members(finance)),
        post("/:company/dealers/:dealer/payment-block/lifting", .members(finance)),
        post("/:company/dealers/:dealer/tax", .members(finance.union([.administrator]))),
        get("/:company/dealers/:dealer/account", .members(statements)),
        get("/:company/dealers/:dealer/statements/:period", .members(statements)),
        get("/:company/dealers/:dealer/statements/:period/export", .members(statements)),
        get("/:company/dealers/:dealer/invoices/:invoice", .members(statements)),
        get("/:company/account-rows", .members(seesMoney)),
        post("/:company/dealers/:dealer/account/rows", .members(finance)),
        post("/:company/dealers/:dealer/account/rows/:entry/confirmation", .members(finance)),
        post("/:company/dealers/:dealer/account/rows/:entry/refusal", .members(finance)),
        post("/:company/dealers/:dealer/account/rows/:entry/withdrawal", .members(finance)),
        get("/:company/products", .members(office)),

        get("/:company/tariffs", .members(seesMoney)),
        get("/:company/tariffs/new", .members(tariffs)),
        post("/:company/tariffs", .members(tariffs)),
        get("/:company/tariffs/:tariff", .members(seesMoney)),
        get("/:company/tariffs/:tariff/difference", .members(seesMoney)),
        get("/:company/tariffs/:tariff/export", .members(seesMoney)),
        get("/:company/tariffs/:tariff/change", .members(tariffs)),
        post("/:company/tariffs/:tariff", .members(tariffs)),
        post("/:company/tariffs/:tariff/removal", .members(tariffs)),
        get("/:company/tariffs/:tariff/rules/new", .members(tariffs)),
        post("/:company/tariffs/:tariff/rules", .members(tariffs)),
        get("/:company/tariffs/:tariff/rules/:row", .members(tariffs)),
        post("/:company/tariffs/:tariff/rules/:row", .members(tariffs)),
        post("/:company/tariffs/:tariff/rules/:row/move", .members(tariffs)),
        post("/:company/tariffs/:tariff/rules/:row/removal", .members(tariffs)),
        post("/:company/tariffs/:tariff/activation", .members(tariffs)),
        post("/:company/tariffs/:tariff/what-ifs", .members(tariffs)),
        get("/:company/what-ifs/:run", .members(seesMoney)),
        post("/:company/what-ifs/:run/start", .members(tariffs)),
        get("/:company/what-ifs/:run/changes/:place", .members(seesMoney)),
        post("/:company/what-ifs/:run/recomputation", .members(finance)),
        post("/:company/what-ifs/:run/recomputation/decision", .members([.financeApprover])),
        post("/:company/what-ifs/:run/recomputation/start", .members(finance)),

        get("/:company/claims", .members(seesMoney.union([.dealerManager]))),
        get("/:company/claims/export", .members(seesMoney.union([.dealerManager]))),
        post("/:company/claims/decisions", .members(finance)),
        post("/:company/claims/sending", .members([.dealerManager])),
        post("/:company/claims/:claim/asking", .members([.dealerManager]), photos),
        post("/:company/claims/:claim/asking/removal", .members([.dealerManager])),
        get("/:company/claims/appeals", .members(seesMoney)),
        post("/:company/claims/:claim/appeals", .members([.dealerManager]), photos),
        post("/:company/claims/appeals/:appeal", .members(finance)),
        post("/:company/claims/:claim/reversal", .members(finance)),
        post("/:company/claims/:claim/reversal/confirmation", .members([.financeApprover])),
        post("/:company/claims/:claim/reversal/refusal", .members(finance)),
        get("/:company/claims/rules", .members(seesMoney)),
        get("/:company/claims/rules/:rule", .members(seesMoney)),
        post("/:company/claims/rules/:rule", .members([.administrator, .financeApprover])),
        post("/:company/claims/settings", .members(manager.union([.financeApprover]))),
        post("/:company/claims/limits", .members([.administrator])),
        post("/:company/claims/minutes", .members(manager.union([.financeApprover]))),
        get("/:company/claims/:claim", .members(seesMoney.union([.dealerManager]))),
        post("/:company/claims/:claim/answer", .members([.dealerManager])),

        get("/:company/payouts", .members(seesMoney)),
        get("/:company/payouts/new", .members(finance)),
        post("/:company/payouts", .members(finance)),
        get("/:company/payouts/rules", .members(seesMoney)),
        post("/:company/payouts/rules", .members([.administrator, .financeApprover])),
        post("/:company/payouts/rules/open-claims", .members([.administrator, .financeApprover])),
        post("/:company/payouts/rules/buyer", .members([.administrator, .financeApprover])),
        post("/:company/payouts/rules/:deduction/end", .members([.administrator, .financeApprover])),
        get("/:company/payouts/:payout", .members(seesMoney)),
        post("/:company/payouts/:payout/check", .members(finance)),
        post("/:company/payouts/:payout/approval", .members([.financeApprover])),
        post("/:company/payouts/:payout/withdrawal", .members(finance)),
        post("/:company/payouts/:payout/bank-files", .members(finance)),
        get("/:company/payouts/:payout/bank-files/:part", .members(finance.union([.auditor]))),
        post("/:company/payouts/:payout/sending", .members(finance)),
        post("/:company/payouts/:payout/payment", .members(finance)),

        post("/:company/payouts/:payout/answers", .members(finance), file),
        get("/:company/payouts/:payout/answers/:answer", .members(seesMoney)),
        post("/:company/payouts/:payout/answers/:answer", .members(finance)),
        get("/:company/payouts/:payout/answers/:answer/rest", .members(finance.union([.auditor]))),

        get("/:company/banks", .members(seesMoney)),
        get("/:company/banks/new", .members(designsFiles)),
        post("/:company/banks", .members(designsFiles)),
        post("/:company/banks/usual", .members(designsFiles)),
        post("/:company/banks/limits", .members(designsFiles)),
        get("/:company/banks/:format", .members(seesMoney)),
        get("/:company/banks/:format/edit", .members(designsFiles)),
        post("/:company/banks/:format", .members(designsFiles)),
        post("/:company/banks/:format/state", .members(designsFiles)),
    ]

    private static let byName = Dictionary(uniqueKeysWithValues: rows.map { ($0.name, $0) })

    /// A route that is not in the table is a mistake of ours, found when the program starts.
    static func row(_ method: HTTPRequest.Method, _ path: String) -> AccessRow {
        guard let row = byName["\(method) \(path)"] else {
            preconditionFailure("not in AccessTable: \(method) \(path)")
        }
        return row
    }

    /// Whether a person in these roles may open the page; the menu and the buttons ask here too.
    static func allows(_ roles: Roles, _ method: HTTPRequest.Method, _ path: String) -> Bool {
        guard case .members(let allowed) = row(method, path).access else { return true }
        return roles.meet(allowed)
    }

    private static func get(_ path: String, _ access: Access) -> AccessRow {
        AccessRow(method: .get, path: path, access: access, bodyLimit: 0)
    }

    private static func post(_ path: String, _ access: Access, _ bodyLimit: Int = 256 * 1024) -> AccessRow {
        AccessRow(method: .post, path: path, access: access, bodyLimit: bodyLimit)
    }
}
