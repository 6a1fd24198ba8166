import Database
import Domain

/// What this wing puts into the slots of all.
package enum GroundFittings {
    package static func add(to fittings: inout Fittings) {
        fittings.add({ try AttachmentStore.files($0, $1) + UploadStore.files($0, $1) }, to: CompanySlots.files)
        for naming in [SegmentStore.naming, ProposalStore.naming] { fittings.add(naming, to: EventSlots.subjects) }
        fittings.add({ try ProposalList.waiting($0, $1) }, to: HomeSlots.waiting)
        fittings.add(Sweeping(), to: RunSlots.kinds)
        fittings.add(ErasedFiles(), to: RunSlots.kinds)
        let sweeps: [@Sendable (Int, Transaction) throws -> Int] = [
            { try OnceStore.sweep(limit: $0, $1) }, { try UploadStore.sweep(limit: $0, $1) },
            { try ArrivalStore.sweep(limit: $0, $1) }, { try RunStore.sweep(limit: $0, $1) },
            { try UploadQuotaStore.sweep(limit: $0, $1) },
        ]
        for sweep in sweeps { fittings.add(sweep, to: CompanySlots.sweeps) }
        fittings.add({ try FailureStore.sweep($0) }, to: CompanySlots.directorySweeps)
        fittings.add({ try PaceStore.sweep($0) }, to: CompanySlots.directorySweeps)
        fittings.add({ try KnownDeviceStore.sweep($0) }, to: CompanySlots.directorySweeps)
        fittings.add({ try HalfSignInStore.sweep($0) }, to: CompanySlots.directorySweeps)
        fittings.add({ try PhoneCodeStore.sweep($0) }, to: CompanySlots.directorySweeps)
        fittings.add({ try SessionStore.sweep($0) }, to: CompanySlots.directorySweeps)
    }
}
