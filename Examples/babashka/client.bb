;; A client of a workshop in one file, for Babashka (https://babashka.org) and what comes with it.
;; Untested in Babashka, which is not in Debian, so no test of this repository runs it; it was tried
;; in Clojure, with another HTTP client in the place of Babashka's.
;;
;;   (load-file "client.bb")                        ; or, where it is workshop/client.bb on the
;;   (require '[workshop.client :as workshop])      ; class path, this alone
;;   (workshop/publish "general" "msg.text" {:text "hello"})
;;   (workshop/follow (fn [message] (println (:type message))) :ch "general")
;;
;; Bodies are read as Clojure data, so what Clojure does not tell apart (1.0 and 1.00, the order of
;; many keys) does not come through as it was sent. 'workshop help http' is the whole contract.
(ns workshop.client
  (:require [babashka.http-client :as http]
            [cheshire.core :as json]
            [clojure.java.io :as io]
            [clojure.string :as str])
  (:import [java.net URLEncoder]
           [java.util UUID]))

(def url (or (not-empty (System/getenv "WORKSHOP_URL")) "http://localhost:4242"))
(def me (or (not-empty (System/getenv "AGENT_ID")) (str (System/getProperty "user.name") ".babashka")))

(defn- encoded [text] (str/replace (URLEncoder/encode (str text) "UTF-8") "+" "%20"))

(defn- query [parameters]
  (let [pairs (for [[key value] parameters :when (some? value)] (str (name key) "=" (encoded value)))]
    (if (seq pairs) (str "?" (str/join "&" pairs)) "")))

(defn- answer
  "The data of an answer; nil for 204. An error is an exception with :status and :message."
  [{:keys [status body]}]
  (cond
    (= status 204) nil
    (<= 200 status 299) (json/parse-string body true)
    :else (let [message (or (:error (json/parse-string body true)) body)]
            (throw (ex-info message {:status status :message message})))))

(defn- again
  "Calls f until it has an answer: no server, or one that fails, is tried again every second."
  [f]
  (let [result (try (f)
                    (catch java.io.IOException _ ::again)
                    (catch clojure.lang.ExceptionInfo error
                      (if (<= 500 (:status (ex-data error) 0)) ::again (throw error))))]
    (if (= result ::again) (do (Thread/sleep 1000) (recur f)) result)))

(defn- get-json [path parameters]
  (again #(answer (http/get (str url path (query parameters)) {:throw false}))))

(defn- post
  "Sends it until there is an answer; the key makes that safe."
  [path body]
  (let [headers {"Idempotency-Key" (str (UUID/randomUUID))}
        text (json/generate-string (merge {:from me} body))]
    (again #(answer (http/post (str url path) {:body text :headers headers :throw false})))))

;; Messages

(defn publish
  "Publishes; options are :reply_to, :files and :v. Returns :id, :ts and :subscribers."
  [ch type body & {:as options}]
  (post (str "/ch/" (encoded ch)) (merge {:type type :body body} options)))

(defn history
  "Messages of the past, oldest first; options are :ch, :n, :first, :since, :before, :type, :from."
  [& {:keys [ch] :as options}]
  (let [path (if ch (str "/ch/" (encoded ch) "/history") "/history")
        lines (again #(let [{:keys [status body] :as response}
                            (http/get (str url path (query (dissoc options :ch))) {:throw false})]
                        (if (= status 200) body (answer response))))]
    (map #(json/parse-string % true) (remove str/blank? (str/split-lines lines)))))

(defn- follow-once [f ch type cursor]
  (let [path (if ch (str "/ch/" (encoded ch)) "/")
        parameters {:format "ndjson" :type type :since @cursor}
        {:keys [status body]} (http/get (str url path (query parameters)) {:as :stream :throw false})]
    (when-not (= status 200) (answer {:status status :body (slurp body)}))
    (with-open [reader (io/reader body)]
      (doseq [line (line-seq reader) :when (not-empty line)]
        (let [message (json/parse-string line true)]
          (f message)
          (reset! cursor (:id message)))))))

(defn follow
  "Calls f with every message as it comes, for ever; options are :ch, :type and :since. A lost
  connection is made again, and goes on after the last message that f has returned from."
  [f & {:keys [ch type since]}]
  (let [cursor (atom (or since (:last-id (get-json "/status" {})) "00000000000000000000000000"))]
    (loop []
      (try (follow-once f ch type cursor) (catch java.io.IOException _))
      (Thread/sleep 500)
      (recur))))

;; Tasks

(defn create-task
  "Creates a task; options are :context, :for and :ch. Returns its id."
  [title & {:as options}]
  (:id (post "/tasks" (merge {:title title} options))))

(defn task [id] (get-json (str "/tasks/" (encoded id)) {}))

(defn tasks
  "Tasks, newest first; options are :status, :for, :ch, :n and :before."
  [& {:as options}]
  (get-json "/tasks" options))

(defn claim-next
  "Claims the oldest task that fits; options are :ch, :wait and :lease, both in seconds. Returns
  the task, or nil."
  [& {:as options}]
  (post "/tasks/claim" (or options {})))

(defn- verb [task name body]
  (post (str "/tasks/" (encoded (:id task)) "/" name) (merge body {:claim (:claim task)})))

(defn update-task
  "Tells how it is coming along, which renews the lease. Returns whether it is to be stopped."
  [task note]
  (boolean (:interrupted (verb task "update" note))))

(defn finish [task result & {:keys [files]}]
  (verb task "done" (cond-> {:result result} files (assoc :files files))))

(defn abandon [task] (verb task "abandon" {}))

(defn interrupt [id reason] (post (str "/tasks/" (encoded id) "/interrupt") {:reason reason}))

;; Agents and files

(defn beat
  "Says that this agent is here, and renews the leases of tasks. Returns what is to be stopped."
  [channels & tasks]
  (:interrupts (post "/presence" {:channels channels :claims (mapv :claim tasks)})))

(defn presence
  "Who was here within a minute: :agent_id, :last_seen, :channels and :meta of each."
  []
  (get-json "/presence" {}))

(defn channels
  "Every channel: :ch, :messages, :last_id, :last_ts and :subscribers of each."
  []
  (get-json "/channels" {:detail 1}))

(defn status [] (get-json "/status" {}))

(defn put "Stores a file. Returns its hash." [file]
  (:hash (answer (http/post (str url "/files") {:body (io/file file) :throw false}))))

(defn fetch "Writes the file of this hash." [hash file]
  (let [{:keys [status body]} (http/get (str url "/files/" hash) {:as :stream :throw false})]
    (if (= status 200) (io/copy body (io/file file)) (answer {:status status :body (slurp body)}))))
