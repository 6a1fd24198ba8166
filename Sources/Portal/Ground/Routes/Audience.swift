import Domain

/// Who may call a route.
package enum Access: Sendable {
    case anyone
    /// Any signed-in person, of any company or none.
    case signedIn
    /// Members of the company of the path, in one of these roles.
    case members(Set<Role>)

    package func allows(_ roles: Roles) -> Bool {
        guard case .members(let allowed) = self else { return true }
        return roles.meet(allowed)
    }
}

/// The circles of people that routes are for.
extension Set<Role> {
    package static let everyone = Set(Role.allCases)
    package static let dealers: Set<Role> = [.dealerManager, .dealerTechnician]
    /// Whoever has to do with jobs, parts or money: not who only asks customers how it was.
    package static let insiders = everyone.subtracting([.surveyAgent])
    package static let office = insiders.subtracting(dealers)
    package static let managers: Set<Role> = [.administrator, .serviceManager]
    /// Takes requests in.
    package static let intake = managers.union([.reception, .dispatcher])
    package static let dispatch = managers.union([.dispatcher])
    /// Reads who has learnt what, as far as work hangs on it.
    package static let readsTraining = dispatch.union([.auditor])
    package static let finance: Set<Role> = [.financeOfficer, .financeApprover]
    package static let managersAndFinance = managers.union(finance)
    package static let seesMoney = managersAndFinance.union([.auditor])
    /// Says who repairs what in the company's own workshop.
    package static let workshopManagers = managers.union([.workshopManager])
    /// Repairs in the company's own workshop, or says who does.
    package static let workshop = workshopManagers.union([.benchTechnician])
    /// Tests what was repaired.
    package static let testers = workshopManagers.union([.qualityInspector])
    /// Reads what tests have said.
    package static let readsQuality = workshop.union([.qualityInspector, .auditor])
    /// Asks customers how the work was.
    package static let surveyors = managers.union([.surveyAgent])
    /// Reads what they have said.
    package static let readsSurveys = surveyors.union([.auditor])
    /// Keeps the parts.
    package static let keepers: Set<Role> = [.storekeeper, .stockManager]
    /// Sees what parts cost the company.
    package static let seesStockWorth = seesMoney.union([.stockManager])
    /// Takes lists of the warehouse out as files.
    package static let stockFiles = keepers.union(seesStockWorth)
    /// Says by which rules money is paid.
    package static let rulesOfMoney: Set<Role> = [.administrator, .financeApprover]
}
