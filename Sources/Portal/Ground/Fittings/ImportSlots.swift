import Domain

/// Where a room's list may be brought in from a file.
package enum ImportSlots {
    /// The page for files of this kind; nil for those who may not bring one.
    package static let path = Slot<@Sendable (ImportKind, CompanyContext) -> String?>("import.path")
}

extension CompanyContext {
    /// The page where a file of this kind is brought in; nil for those who may not.
    package func importPath(_ kind: ImportKind) -> String? {
        company.fittings[ImportSlots.path].lazy.compactMap { $0(kind, self) }.first
    }
}
