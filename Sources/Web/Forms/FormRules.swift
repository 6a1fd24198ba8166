/// What a form must keep to while it comes.
public struct FormRules: Sendable {
    /// Bytes of the whole body.
    let limit: Int
    /// Bytes of all that is no file, names included.
    let textLimit: Int
    /// Bytes of one file that are kept; 0 where the form takes none.
    let fileLimit: Int
    /// Whose token the form must carry.
    let cookie: String
    /// Makes the place for its files, once the first byte of one has come.
    let spool: @Sendable () throws -> Spool
    var pace = Pace()

    public init(
        limit: Int, textLimit: Int, fileLimit: Int, cookie: String, pace: Pace = Pace(),
        spool: @escaping @Sendable () throws -> Spool
    ) {
        self.pace = pace
        (self.limit, self.textLimit, self.fileLimit) = (limit, textLimit, fileLimit)
        (self.cookie, self.spool) = (cookie, spool)
    }

    var takesFiles: Bool { fileLimit > 0 }
}

/// A body that was not read to its end, so its connection cannot go on.
public struct UnreadBody: Error {
    public let cause: any Error

    public init(cause: any Error) { self.cause = cause }
}

/// The line was cut, or what came is no HTTP.
public struct BrokenBody: Error {
    public let cause: (any Error)?
}
