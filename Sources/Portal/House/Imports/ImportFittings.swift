import Base
import Database
import Domain
import Ground

/// What the imports put into the slots of wings.
enum ImportFittings {
    static func add(to fittings: inout Fittings) {
        fittings.add(ImportStore.naming, to: EventSlots.subjects)
        fittings.add(Imports(), to: RunSlots.kinds)
        fittings.add(CustomerRefusalStore.erasing, to: PrivacySlots.erasings)
        fittings.add({ try ImportStore.files($0, $1) }, to: CompanySlots.files)
        fittings.add(
            { kind, context in
                context.may(ImportRoutes.upload) && kind.isFor(context.actor) ? context.paths(ImportRoutes.list) : nil
            }, to: ImportSlots.path)
    }
}
