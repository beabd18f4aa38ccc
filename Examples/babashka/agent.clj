#!/usr/bin/env bb
;; An agent: adds up the numbers of one task after another in the channel 'sums'. It says that it is
;; here, claims the next task for 30 seconds at a time, tells how far it is, which renews that and
;; brings an interrupt, and finishes with its claim. Untested here, as client.bb says. Try it:
;;   AGENT_ID=adder.lab Examples/babashka/agent.clj
;;   workshop task create 'add up' --ch sums --context '{"numbers":[1,2,3]}' --wait 1m
(load-file (str (.getParent (.getAbsoluteFile (java.io.File. *file*))) "/client.bb"))
(require '[workshop.client :as workshop])

(defn add-up [task]
  (loop [sum 0 [number & others] (get-in task [:context :numbers])]
    (if (nil? number)
      {:sum sum :state "finished"}
      (let [sum (+ sum number)]
        (Thread/sleep 100) ; which is how hard it is
        (workshop/beat ["sums"] task)
        (if (workshop/update-task task {:sum sum})
          {:sum sum :state "interrupted"}
          (recur sum others))))))

(while true
  (workshop/beat ["sums"])
  (when-let [task (workshop/claim-next :ch "sums" :wait 50 :lease 30)]
    (try (workshop/finish task (add-up task))
         (catch clojure.lang.ExceptionInfo error ; it is not ours any more
           (println "task" (:id task) (ex-message error))))))
