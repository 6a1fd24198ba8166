import Database
import Domain
import Ground
import Web

extension VisitRoutes {
    /// What the company asks for of a job of this kind before it is completed, and what was answered to the wings' questions.
    static func lack(
        _ form: VisitForm, _ tray: FileTray, _ number: String, _ context: CompanyContext
    ) async throws -> (photos: Complaint?, signature: Complaint?, answers: [AnswerRow]) {
        let facts = form.facts(clock: context.company.clock)
        let isCompleted = facts?.outcome == .completed
        let (actor, sent) = (context.actor, tray.uploads.count)
        return try await context.company.read { tx in
            // Of a job that is his no more the deed itself tells him.
            guard let job = try? DealerJob.find(number, actor, tx) else { return (nil, nil, []) }
            let photos = isCompleted ? try AskedPhotoList.of(job.id, tx).complaint(with: sent) : nil
            var unsigned: Complaint?
            if let facts {
                do {
                    try VisitSetting(tx).signature.check(
                        facts.outcome, isSigned: !form.signature.isEmpty, reason: facts.unsigned)
                } catch let complaint as Complaint { unsigned = complaint }
            }
            return (photos, unsigned, form.answers(to: try context.visitQuestions(job, tx)))
        }
    }
}
