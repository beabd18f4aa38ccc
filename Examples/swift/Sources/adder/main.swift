// An agent: adds up the numbers of one task after another in the channel 'sums'. The worker says
// that it is here, claims the next task for 30 seconds at a time, renews that, and cancels the
// handler's Swift task when somebody wants the task to be stopped; what the handler returns is
// the result, told with the claim. Try it, in this folder:
//   AGENT_ID=adder.lab swift run
//   workshop task create 'add up' --ch sums --context '{"numbers":[1,2,3]}' --wait 1m
import Foundation
import WorkshopClient
import WorkshopModel

let variables = ProcessInfo.processInfo.environment
let url = variables["WORKSHOP_URL"] ?? "http://localhost:4242"
let workshop = RemoteWorkshop(at: try WorkshopAddress(parsing: url))
let agent = try AgentName(validating: variables["AGENT_ID"] ?? "adder.swift")
let options = WorkerOptions(channel: try ChannelName(validating: "sums"), lease: 30)

let worker = Worker(at: workshop, as: agent, options) { held in
    var sum: Int64 = 0
    do {
        for number in held.task.context["numbers"]?.elements ?? [] {
            try await Task.sleep(for: .milliseconds(100))  // which is how hard it is
            sum += number.integer ?? 0
            try await held.update(JSONText(parsing: #"{"sum":\#(sum)}"#.utf8))
        }
    } catch {
        guard case .interrupted = held.stopReason else { throw error }
        return TaskResult(try JSONText(parsing: #"{"sum":\#(sum),"state":"interrupted"}"#.utf8))
    }
    return TaskResult(try JSONText(parsing: #"{"sum":\#(sum),"state":"finished"}"#.utf8))
}
try await worker.run()
