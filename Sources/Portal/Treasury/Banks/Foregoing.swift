extension Result where Failure == any Error {
    /// What was done before a deed's transaction, too long to be done in it. Where it was refused, the deed throws that,
    /// so that a form that was sent twice leads to its place though the second one comes too late.
    static func of(_ work: () async throws -> Success) async -> Self {
        do { return .success(try await work()) } catch { return .failure(error) }
    }
}
