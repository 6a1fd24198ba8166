import Domain
import Web

extension VisitForm {
    /// What is asked about the parts once before the visit is saved; nil where nothing is, or where it was answered.
    func trouble(with parts: [VisitFacts.Part], _ words: Words) -> VisitPage.Trouble? {
        func names(_ these: [VisitFacts.Part]) -> String {
            these.map(\.name.isolated).joined(separator: words("list.comma"))
        }
        let misfits = parts.filter(\.isMisfit)
        if !misfits.isEmpty, !isMisfitMeant { return .misfit(Complaint("visits.part.misfit", names(misfits))) }
        let unread = parts.filter(\.lacksRemoved)
        if !unread.isEmpty, !isRemovedAsked { return .removed(Complaint("visits.removed.ask", names(unread))) }
        return nil
    }
}
