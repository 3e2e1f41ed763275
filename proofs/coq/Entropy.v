(** * Entropy: the smoothed entropy and the entropy flow.

    Time starts in the second epoch that shows the class, t = 0; the entropy of the
    first one, H_{-1}, is written [first].  It starts the moving average,
    M_{-1} = H_{-1}, and the flow of that epoch is D_{-1} = 0. *)

From Coq Require Import Reals Lra Lia Psatz.
From AEED Require Import Sequences.
Open Scope R_scope.

(** [ema beta m H t] is M_{t-1}, the smoothed entropy before epoch t:
    M_{-1} = m and M_t = beta M_{t-1} + (1 - beta) H_t. *)
Fixpoint ema (beta m : R) (H : nat -> R) (t : nat) : R :=
  match t with
  | O => m
  | S k => beta * ema beta m H k + (1 - beta) * H k
  end.

(** The entropy one epoch earlier, H_{t-1}. *)
Definition previous (first : R) (H : nat -> R) (t : nat) : R :=
  match t with O => first | S k => H k end.

(** The entropy flow D_t of Eq. 3 from the flow [before] = D_{-1}:
    D_t = (1 - beta)(H_t - H_{t-1}) + beta D_{t-1}. *)
Fixpoint flow_from (beta before first : R) (H : nat -> R) (t : nat) : R :=
  (1 - beta) * (H t - previous first H t) +
  beta * match t with O => before | S k => flow_from beta before first H k end.

(** The controller starts its flow at 0. *)
Definition flow (beta first : R) (H : nat -> R) (t : nat) : R := flow_from beta 0 first H t.

Section Flow.
Variables beta L first : R.
Variable H : nat -> R.

(** The flow is the increment of the smoothed entropy, which is 1 - beta times the
    entropy's distance from its past average.  THEOREMS.md, Flow bound. *)
Theorem ema_identity : forall t,
  flow beta first H t = ema beta first H (S t) - ema beta first H t /\
  flow beta first H t = (1 - beta) * (H t - ema beta first H t).
Proof.
  assert (K : forall t, flow beta first H t = (1 - beta) * (H t - ema beta first H t)).
  { unfold flow. induction t as [|t IH]; simpl; [ring|]. rewrite IH. ring. }
  intro t. split; [simpl; rewrite K; ring | apply K].
Qed.

(** From a flow D_{-1} = [before] the same holds once the average starts at
    H_{-1} - beta D_{-1}/(1 - beta). *)
Theorem ema_identity_any_start : forall before t, beta < 1 ->
  flow_from beta before first H t =
  (1 - beta) * (H t - ema beta (first - beta * before / (1 - beta)) H t).
Proof.
  intros before t Hb. induction t as [|t IH]; simpl; [field; lra|]. rewrite IH. ring.
Qed.

(** The flow over n epochs telescopes.  THEOREMS.md, Flow bound. *)
Theorem flow_sum : forall t n,
  sum_below n (fun k => flow beta first H (t + k)%nat) =
  ema beta first H (t + n) - ema beta first H t.
Proof.
  intros t n. induction n as [|n IH]; simpl sum_below; [rewrite Nat.add_0_r; ring|].
  rewrite IH, (proj1 (ema_identity _)), Nat.add_succ_r. ring.
Qed.

Hypothesis beta_range : 0 <= beta < 1.

(** A flow started at D_{-1} decays on top of the one started at 0. *)
Lemma flow_from_split : forall before t,
  flow_from beta before first H t = flow beta first H t + beta ^ S t * before.
Proof.
  intros before t. unfold flow. induction t as [|t IH]; simpl; [ring|].
  rewrite IH. simpl pow. ring.
Qed.

(** The flow vanishes exactly if the entropies settle, whether they are bounded or
    not.  THEOREMS.md, Flow bound. *)
Theorem flow_vanishes_iff :
  Un_cv (flow beta first H) 0 <-> Un_cv (fun t => H (S t) - H t) 0.
Proof.
  assert (E : forall t, flow beta first H (S t) =
                        beta * flow beta first H t + (1 - beta) * (H (S t) - H t)).
  { intro t. unfold flow. simpl. ring. }
  split; intro Hc.
  - intros eps Heps. destruct (Hc (eps * ((1 - beta) / 2))) as [N HN];
      [apply Rmult_lt_0_compat; lra|].
    exists N. intros t Ht. pose proof (HN t Ht) as Q. pose proof (HN (S t) ltac:(lia)) as Q'.
    unfold R_dist in *. rewrite Rminus_0_r in *. rewrite E in Q'.
    apply Rabs_def2 in Q. apply Rabs_def2 in Q'. apply Rabs_def1; nra.
  - apply Un_cv_0_limsup in Hc. destruct Hc as [Hu Hl]. apply Un_cv_0_limsup. split.
    + eapply filter_limsup; [exact beta_range | | exact Hu]. intro t. rewrite E. simpl. lra.
    + eapply filter_limsup; [exact beta_range | | exact Hl]. intro t. rewrite E. simpl. lra.
Qed.

(** The smoothed entropy inherits eventual bounds of the entropies. *)
Lemma ema_limsup : forall b, limsup_le H b -> limsup_le (ema beta first H) b.
Proof.
  intros b Hb. eapply filter_limsup; [exact beta_range | | exact Hb]. intro t. simpl. lra.
Qed.

Lemma ema_liminf : forall a, liminf_ge H a -> liminf_ge (ema beta first H) a.
Proof.
  intros a Ha. apply liminf_ge_opp. apply liminf_ge_opp in Ha.
  eapply filter_limsup; [exact beta_range | | exact Ha]. intro t. simpl. lra.
Qed.

Hypothesis first_range : 0 <= first <= L.
Hypothesis H_range : forall t, 0 <= H t <= L.

(** An average of entropies is between 0 and L. *)
Lemma ema_range : forall t, 0 <= ema beta first H t <= L.
Proof. induction t as [|t IH]; simpl; [exact first_range|]. pose proof (H_range t). nra. Qed.

(** |D_t| <= (1 - beta) L for every entropy sequence.  THEOREMS.md, Flow bound. *)
Theorem flow_bound : forall t, Rabs (flow beta first H t) <= (1 - beta) * L.
Proof.
  intro t. rewrite (proj2 (ema_identity t)). pose proof (H_range t). pose proof (ema_range t).
  apply Rabs_le. nra.
Qed.

(** A flow that starts at D_{-1} adds its decaying remainder. *)
Theorem flow_bound_any_start : forall before t,
  Rabs (flow_from beta before first H t) <= (1 - beta) * L + beta ^ S t * Rabs before.
Proof.
  intros before t. rewrite flow_from_split. eapply Rle_trans; [apply Rabs_triang|].
  apply Rplus_le_compat; [apply flow_bound|]. rewrite Rabs_mult, (Rabs_right (beta ^ S t)).
  - right. reflexivity.
  - apply Rle_ge, pow_le. lra.
Qed.

Lemma ema_drift : forall t n,
  beta ^ n * ema beta first H t <= ema beta first H (t + n)
  <= beta ^ n * ema beta first H t + (1 - beta ^ n) * L.
Proof.
  intros t n. induction n as [|n IH]; [rewrite Nat.add_0_r; simpl; lra|].
  rewrite Nat.add_succ_r. simpl. pose proof (H_range (t + n)). nra.
Qed.

(** Over n epochs the flow sums to at most (1 - beta^n) L.  THEOREMS.md, Flow bound. *)
Theorem flow_sum_bound : forall t n,
  Rabs (sum_below n (fun k => flow beta first H (t + k)%nat)) <= (1 - beta ^ n) * L.
Proof.
  intros t n. rewrite flow_sum. pose proof (ema_drift t n). pose proof (ema_range t).
  assert (0 <= beta ^ n <= 1).
  { split; [apply pow_le; lra|]. rewrite <- (pow1 n). apply pow_incr. lra. }
  apply Rabs_le. nra.
Qed.
End Flow.

(** While the entropies equal the average, the average stays. *)
Fact ema_constant : forall beta m H t,
  (forall s, (s < t)%nat -> H s = m) -> ema beta m H t = m.
Proof.
  intros beta m H t. induction t as [|t IH]; intro Hm; simpl; [reflexivity|].
  rewrite IH, Hm by (intros; try apply Hm; lia). ring.
Qed.

(** The flow bound is attained with both signs in every epoch t: one extreme
    entropy until then, the other extreme in epoch t.  THEOREMS.md, Flow bound. *)
Theorem flow_bound_sharp : forall beta L t, 0 <= L ->
  (exists first H, 0 <= first <= L /\ (forall s, 0 <= H s <= L) /\
    flow beta first H t = (1 - beta) * L) /\
  (exists first H, 0 <= first <= L /\ (forall s, 0 <= H s <= L) /\
    flow beta first H t = - ((1 - beta) * L)).
Proof.
  intros beta L t HL.
  assert (K : forall a b, 0 <= a <= L -> 0 <= b <= L -> exists first H,
    0 <= first <= L /\ (forall s, 0 <= H s <= L) /\
    flow beta first H t = (1 - beta) * (b - a)).
  { intros a b Ha Hb. exists a, (fun s => if Nat.eqb s t then b else a).
    split; [exact Ha|]. split; [intro s; destruct (Nat.eqb s t); assumption|].
    rewrite (proj2 (ema_identity _ _ _ _)), Nat.eqb_refl, ema_constant; [reflexivity|].
    intros s Hs. replace (Nat.eqb s t) with false; [reflexivity|].
    symmetry. apply Nat.eqb_neq. lia. }
  split.
  - replace ((1 - beta) * L) with ((1 - beta) * (L - 0)) by ring. apply K; lra.
  - replace (- ((1 - beta) * L)) with ((1 - beta) * (0 - L)) by ring. apply K; lra.
Qed.

(** Constant entropies: the flow decays geometrically, D_t = beta^t D_0, from any
    first entropy and any starting flow.  THEOREMS.md, Origin. *)
Theorem settled_flow : forall beta before first H, (forall t, H t = H 0%nat) ->
  forall t, flow_from beta before first H t = beta ^ t * flow_from beta before first H 0%nat.
Proof.
  intros beta before first H HH t. induction t as [|t IH]; [simpl; ring|].
  change (flow_from beta before first H (S t)) with
    ((1 - beta) * (H (S t) - H t) + beta * flow_from beta before first H t).
  rewrite IH, (HH (S t)), (HH t). change (beta ^ S t) with (beta * beta ^ t). ring.
Qed.
