import Base
import Database
import Domain
import Ground
import Web
import Work

/// What a customer need not pay for a job, since the company has promised him this service for nothing.
enum FreeOfCharge {
    /// By the contract whose visit it is; by the plan, where a service of it is free; by a contract that covers faults too.
    static func waivers(_ job: JobRow, _ context: CompanyContext, _ tx: Transaction) throws -> [ChargeWaiver] {
        let service = try PlanServiceStore.find(ofJob: job.id, tx)
        let contract = try ContractList.covering(job, service, context.company.clock, tx)
        var waivers: [ChargeWaiver] = []
        // The services of a contract are free in what the contract says, whatever its plan says of them.
        if let service, service.isFree, service.template != contract?.template {
            let name = context.words("plans.nth", service.templateName, context.reader.number(service.number))
            waivers.append(ChargeWaiver(.all, reason: context.words("plans.waived", name)))
        }
        if let contract {
            let reason = context.words("contracts.waived", contract.number.isolatedLeftToRight)
            waivers.append(ChargeWaiver(Set(contract.terms.free.map(\.purpose)), reason: reason))
        }
        return waivers
    }
}

extension ContractTerms.Free {
    fileprivate var purpose: CustomerCharge.Purpose {
        switch self {
        case .labour: .labour
        case .travel: .travel
        case .parts: .parts
        }
    }
}
