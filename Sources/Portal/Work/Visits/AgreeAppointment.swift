import Database
import Domain
import Web

/// Day and hours agreed with the customer, for the first time or anew.
package struct AgreeAppointment: Sendable {
    package let number: String
    /// The version that the form was made from.
    package let version: Int
    package let appointment: Appointment

    package init(number: String, version: Int, appointment: Appointment) {
        self.number = number
        self.version = version
        self.appointment = appointment
    }

    package func run(by actor: Actor, clock: CompanyClock, in tx: Transaction) throws {
        let job = try DealerJob.find(number, version: version, actor, tx)
        try DealerJob.permit { try MayAgreeAppointment(actor, job.standing) }
        let span = "\(TypedTime.text(appointment.from))–\(TypedTime.text(appointment.to))"
        try JobStore.move(
            job, .schedule, by: actor, .appointed(appointment),
            detail: ["day": clock.calendar.text(appointment.day), "hours": span], tx)
        let kind = job.state == .scheduled ? "appointment_changed" : "appointment_agreed"
        try JobStore.tell(kind, job.id, job.number, on: "\(job.version)", to: job.customer, tx)
    }
}
