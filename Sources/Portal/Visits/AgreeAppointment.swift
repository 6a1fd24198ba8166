import Database
import Domain
import Web

/// Day and hours agreed with the customer, for the first time or anew.
struct AgreeAppointment: Sendable {
    let number: String
    /// The version that the form was made from; nil where it does not say.
    var version: Int?
    let appointment: Appointment

    func run(by actor: Actor, clock: CompanyClock, in tx: Transaction) throws {
        let job = try DealerJob.find(number, version: version, actor, tx)
        try DealerJob.permit { try MayAgreeAppointment(actor, job.standing) }
        let span = "\(TypedTime.text(appointment.from))–\(TypedTime.text(appointment.to))"
        try JobStore.move(
            job, .schedule, by: actor,
            changes: [
                """
                appointment_on = \(appointment.day), appointment_from = \(appointment.from),
                appointment_to = \(appointment.to)
                """
            ],
            detail: ["day": clock.calendar.text(appointment.day), "hours": span], tx)
    }
}
