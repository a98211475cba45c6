export default function VisitPage() {
  return <p class="loading">To be built</p>;
}
