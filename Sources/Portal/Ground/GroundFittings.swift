import Domain

/// What this wing puts into the slots of all.
package enum GroundFittings {
    package static func add(to fittings: inout Fittings) {
        fittings.add({ tx in try AttachmentStore.files(tx) + UploadStore.files(tx) }, to: CompanySlots.files)
    }
}
