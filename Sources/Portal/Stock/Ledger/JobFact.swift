import Ground
import Web
import Work

extension CompanyContext {
    /// A job by its number. A technician sees the jobs that were given to him alone, while his dealer's stores are open to him:
    /// he is led to none of them from there.
    func jobFact(_ number: String, label: String = "") -> Fact {
        let isLed = if case .technician = actor.sight { false } else { true }
        return Fact(label: label, value: number, href: isLed ? paths(JobRoutes.one, number) : nil, isLtr: true)
    }
}
