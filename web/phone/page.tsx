export default function PhonePage() {
  return <p class="loading">To be built</p>;
}
