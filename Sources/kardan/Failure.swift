import ArgumentParser
import Database
import Domain
import Foundation
import Ground
import Web

/// Says on standard error what is wrong; the program ends with status 1.
enum Failure {
    static func said(_ text: String) -> ExitCode {
        FileHandle.standardError.write(Data((text + "\n").utf8))
        return ExitCode(1)
    }

    /// A file that is not there or may not be read.
    static func absent(_ path: String, _ language: Language) throws -> ExitCode {
        said("\(path): \(try words(language)("imports.file.absent"))")
    }

    /// A backup is there, without the files that are missing: status 2.
    static func incomplete(_ missing: [String]) throws -> ExitCode {
        let words = try words(.en)
        for name in missing { _ = said(words("backup.missing", values: [name])) }
        return ExitCode(2)
    }

    /// Runs the work; what it says no to is said in words on standard error.
    static func inWords<T>(_ work: () async throws -> T) async throws -> T {
        do { return try await work() } catch let complaint as Complaint {
            throw said(try words(.en)(complaint.key, values: complaint.values))
        } catch let fault as CopyFault {
            throw said(try words(.en)(fault.complaint.key, values: fault.complaint.values))
        } catch let fault as DatabaseFault {
            throw said("\(fault)")
        }
    }

    static func words(_ language: Language) throws -> Words {
        try Words.load(from: Root.find()("Templates/words"))[language]!
    }
}
